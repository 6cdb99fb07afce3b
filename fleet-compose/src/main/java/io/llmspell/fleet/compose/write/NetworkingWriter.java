package io.llmspell.fleet.compose.write;

import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Networking.Attachment;
import io.llmspell.fleet.model.Networking.Publication;
import java.util.List;

/** Writes which networks a service joins, and which of its ports are published. */
final class NetworkingWriter {
  private NetworkingWriter() {}

  static void write(Networking networking, Block service) {
    service.text("network_mode", networking.mode()).text("hostname", networking.hostname());
    if (networking.mode().isEmpty() || !networking.networks().isEmpty()) {
      networks(networking.networks(), service);
    }
    // In their short form, since the long one has no address in docker-compose 1.29.
    if (!networking.ports().isEmpty()) {
      service.texts("ports", networking.ports().stream().map(NetworkingWriter::port).toList());
    }
    if (!networking.extraHosts().isEmpty()) {
      service.texts("extra_hosts", networking.extraHosts());
    }
    textsUnlessEmpty("dns", networking.dns().servers(), service);
    textsUnlessEmpty("dns_search", networking.dns().search(), service);
    textsUnlessEmpty("dns_opt", networking.dns().options(), service);
  }

  private static void textsUnlessEmpty(String key, List<String> texts, Block service) {
    if (!texts.isEmpty()) {
      service.texts(key, texts);
    }
  }

  /** A list has an order and a mapping has aliases; for both, priorities say the order. */
  private static void networks(List<Attachment> attachments, Block service) {
    List<String> names = attachments.stream().map(Attachment::network).toList();
    if (attachments.stream().allMatch(a -> a.aliases().isEmpty())) {
      service.texts("networks", names);
      return;
    }
    boolean inOrder = names.stream().sorted().toList().equals(names);
    Block networks = new Block();
    for (int i = 0; i < attachments.size(); i++) {
      Block attachment = new Block();
      if (!attachments.get(i).aliases().isEmpty()) {
        attachment.texts("aliases", attachments.get(i).aliases());
      }
      if (!inOrder) {
        attachment.number("priority", attachments.size() - i);
      }
      networks.block(names.get(i), attachment);
    }
    service.block("networks", networks);
  }

  private static String port(Publication port) {
    String host = port.hostPort().map(p -> Integer.toString(p)).orElse("");
    String ip = port.hostIp().map(a -> (a.contains(":") ? "[" + a + "]" : a) + ":").orElse("");
    String outside = ip.isEmpty() && host.isEmpty() ? "" : ip + host + ":";
    return outside + port.containerPort() + "/" + port.protocol();
  }
}
