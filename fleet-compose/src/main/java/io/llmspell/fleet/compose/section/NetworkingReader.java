package io.llmspell.fleet.compose.section;

import com.google.common.net.InetAddresses;
import io.llmspell.fleet.compose.text.Literals;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Networking.Attachment;
import io.llmspell.fleet.model.Networking.Dns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads which networks a service joins, and by which names it and others are known there. */
final class NetworkingReader {
  private static final Set<String> MODES = Set.of("none", "host", "bridge");

  private static final Map<String, String> UNSUPPORTED_IN_ATTACHMENTS =
      Unsupported.keys(
          "driver_opts",
          "gw_priority",
          "interface_name",
          "ipv4_address",
          "ipv6_address",
          "link_local_ips",
          "mac_address");

  private final NetworkDeclarations declared;

  NetworkingReader(NetworkDeclarations declared) {
    this.declared = declared;
  }

  Networking read(Fields service, List<PortsReader.PublishedPort> ports) {
    Optional<Value> networks = service.get("networks");
    Optional<Value> modeValue = service.get("network_mode");
    Optional<String> mode = modeValue.flatMap(v -> v.spelled(NetworkingReader::mode));
    List<Attachment> attachments = new ArrayList<>();
    networks.ifPresent(value -> attachments.addAll(attachments(value)));
    if (modeValue.isPresent() && networks.isPresent()) {
      modeValue.get().place().problem("can't be given beside networks; write one of them only");
    } else if (modeValue.isEmpty() && networks.isEmpty()) {
      attachments.add(new Attachment(declared.ofServicesThatNameNone(), List.of()));
    }
    if (mode.isPresent() && !mode.get().equals("bridge")) {
      ports.forEach(p -> p.place().problem("network_mode " + mode.get() + " publishes no ports"));
    }
    return new Networking(
        attachments,
        mode,
        ports.stream().map(PortsReader.PublishedPort::port).toList(),
        service.get("hostname").flatMap(Value::string),
        service.get("extra_hosts").map(NetworkingReader::extraHosts).orElse(List.of()),
        dns(service));
  }

  private static Dns dns(Fields service) {
    List<String> servers = new ArrayList<>();
    for (Value item : service.get("dns").map(Value::itemsOrItself).orElse(List.of())) {
      item.spelled(NetworkingReader::address).ifPresent(servers::add);
    }
    return new Dns(
        servers,
        service.get("dns_search").map(NetworkingReader::texts).orElse(List.of()),
        service.get("dns_opt").map(Value::strings).orElse(List.of()));
  }

  private static List<String> texts(Value value) {
    return value.itemsOrItself().stream().flatMap(v -> v.string().stream()).toList();
  }

  private static String address(String text) {
    if (!InetAddresses.isInetAddress(text)) {
      throw new IllegalArgumentException("'" + text + "' is not an address such as 192.0.2.1");
    }
    return text;
  }

  private List<Attachment> attachments(Value value) {
    List<Attachment> attachments = new ArrayList<>();
    if (value.isList()) {
      for (Value item : value.items()) {
        item.string()
            .filter(name -> declared.isThere(name, item.place()))
            .ifPresent(name -> attachments.add(new Attachment(name, List.of())));
      }
    } else {
      value.fields().map(Fields::all).orElse(Map.of()).entrySet().stream()
          .filter(entry -> declared.isThere(entry.getKey(), entry.getValue().place()))
          .map(entry -> Membership.read(entry.getKey(), entry.getValue()))
          .sorted()
          .map(Membership::attachment)
          .forEach(attachments::add);
    }
    if (attachments.stream().map(Attachment::network).distinct().count() < attachments.size()) {
      value.place().problem("names a network twice");
    }
    return attachments;
  }

  /**
   * An entry of the mapping, which has no order to go by but what the entries say.
   *
   * @param priority networks with a higher one are joined earlier
   */
  private record Membership(int priority, Attachment attachment) implements Comparable<Membership> {
    private static final Comparator<Membership> ORDER =
        Comparator.comparing(Membership::priority)
            .reversed()
            .thenComparing(m -> m.attachment().network());

    static Membership read(String network, Value entry) {
      Optional<Fields> fields = entry.isEmpty() ? Optional.empty() : entry.fields();
      Membership read =
          new Membership(
              fields
                  .flatMap(f -> f.get("priority"))
                  .flatMap(v -> v.parsed(Literals::wholeNumber))
                  .orElse(0),
              new Attachment(
                  network,
                  fields.flatMap(f -> f.get("aliases")).map(Value::strings).orElse(List.of())));
      fields.ifPresent(f -> f.rejectOthers(UNSUPPORTED_IN_ATTACHMENTS));
      return read;
    }

    @Override
    public int compareTo(Membership other) {
      return ORDER.compare(this, other);
    }
  }

  private static String mode(String text) {
    if (text.startsWith("service:")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not supported: a container's replacement would lose its network");
    }
    if (!MODES.contains(text) && !text.matches("container:.+")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not one of bridge, host, none or container:NAME; "
              + "a network is named under networks");
    }
    return text;
  }

  private static List<String> extraHosts(Value value) {
    if (!value.isList()) {
      return Pairs.mapping(value).entrySet().stream()
          .map(e -> e.getKey() + ":" + bare(e.getValue()))
          .sorted()
          .toList();
    }
    return value.items().stream().flatMap(v -> v.spelled(NetworkingReader::host).stream()).toList();
  }

  /** {@code name:address}, whichever of the two signs the file has between them. */
  private static String host(String text) {
    String[] parts = text.split(text.indexOf('=') > 0 ? "=" : ":", 2);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' is not a host such as name:192.0.2.1");
    }
    return parts[0] + ":" + bare(parts[1]);
  }

  private static String bare(String address) {
    return address.replaceAll("^\\[(.*)]$", "$1");
  }
}
