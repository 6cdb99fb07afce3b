package io.llmspell.fleet.compose.section;

import com.google.common.net.InetAddresses;
import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.text.Literals;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.Networking.Publication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code ports}, short and long, and checks {@code expose}. */
final class PortsReader {
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(?:(?<ip>\\[[0-9a-fA-F:.]+]|[0-9.]+):)?(?<host>[0-9-]*):)?"
              + "(?<container>[0-9-]+)(?:/(?<protocol>[a-z0-9]+))?");

  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  private PortsReader() {}

  /** One publication and where the file asks for it. */
  record PublishedPort(Publication port, Place place) {}

  /** What is published; two files may spell one port differently, and it is there once. */
  static List<PublishedPort> read(Fields service) {
    service.get("expose").ifPresent(PortsReader::checkExposed);
    Map<Publication, PublishedPort> ports = new LinkedHashMap<>();
    for (Value item : service.get("ports").map(Value::items).orElse(List.of())) {
      List<Publication> read =
          item.isMapping()
              ? item.fields().flatMap(PortsReader::longForm).stream().toList()
              : item.parsed(PortsReader::shortForm).orElse(List.of());
      read.forEach(
          port -> ports.putIfAbsent(PortCheck.plain(port), new PublishedPort(port, item.place())));
    }
    return List.copyOf(ports.values());
  }

  /** Only a note for readers, in Compose too: containers of one network reach every port. */
  private static void checkExposed(Value expose) {
    for (Value item : expose.items()) {
      item.parsed(text -> Ports.parse(text.replaceFirst("/(tcp|udp)$", "")));
    }
  }

  private static List<Publication> shortForm(String text) {
    Matcher form = SHORT.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a port such as 8080:80 or 127.0.0.1:8080:80/tcp");
    }
    Ports container = Ports.parse(form.group("container"));
    Optional<Ports> host =
        Optional.ofNullable(form.group("host")).filter(h -> !h.isEmpty()).map(Ports::parse);
    if (host.isPresent() && host.get().count() != container.count()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' has "
              + host.get().count()
              + " ports of the host for "
              + container.count()
              + " of the container; they must be as many");
    }
    Optional<String> ip =
        Optional.ofNullable(form.group("ip")).map(i -> address(i.replaceAll("[\\[\\]]", "")));
    String protocol = Optional.ofNullable(form.group("protocol")).orElse("tcp");
    List<Publication> ports = new ArrayList<>();
    for (int i = 0; i < container.count(); i++) {
      int offset = i;
      ports.add(
          new Publication(
              ip, host.map(h -> h.first() + offset), container.first() + offset, protocol));
    }
    return ports;
  }

  private static Optional<Publication> longForm(Fields fields) {
    Optional<Value> target = fields.require("target");
    Optional<Integer> container = target.flatMap(v -> v.parsed(Literals::wholeNumber));
    Optional<Integer> host = fields.get("published").flatMap(v -> v.parsed(PortsReader::published));
    Optional<String> ip = fields.get("host_ip").flatMap(v -> v.parsed(PortsReader::address));
    String protocol = fields.get("protocol").flatMap(Value::string).orElse("tcp");
    // Both only tell a reader what the port is for.
    fields.get("name").ifPresent(Value::string);
    fields.get("app_protocol").ifPresent(Value::string);
    fields.rejectOthers(Unsupported.keys("mode"));
    return container.flatMap(
        c -> target.get().attempt(() -> new Publication(ip, host, c, protocol)));
  }

  private static int published(String text) {
    Ports ports = Ports.parse(text);
    if (ports.count() != 1) {
      throw new IllegalArgumentException(
          "'" + text + "': a range to choose from is not supported; name one port");
    }
    return ports.first();
  }

  private static String address(String text) {
    if (!InetAddresses.isInetAddress(text)) {
      throw new IllegalArgumentException("'" + text + "' is not an IP address");
    }
    return text;
  }

  /** Consecutive ports. */
  private record Ports(int first, int last) {
    static Ports parse(String text) {
      Matcher range = RANGE.matcher(text);
      if (!range.matches()) {
        throw new IllegalArgumentException(
            "'" + text + "' is not a port, nor a range of ports such as 8000-8004");
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (first < 1 || last > 65_535) {
        throw new IllegalArgumentException("'" + text + "' is not within the ports 1 to 65535");
      }
      if (last < first) {
        throw new IllegalArgumentException("'" + text + "' ends before it begins");
      }
      return new Ports(first, last);
    }

    int count() {
      return last - first + 1;
    }
  }
}
