package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.section.PortsReader.PublishedPort;
import io.llmspell.fleet.model.Networking.Publication;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the ports that the file asks for can all be had. */
final class PortCheck {
  private PortCheck() {}

  private record Use(ServiceName service, PublishedPort port) {}

  /** Looks at one service alone. */
  static void alone(ServiceDraft service) {
    if (service.replicas() > 1 || service.warm() > 0) {
      for (PublishedPort port : service.ports()) {
        port.port()
            .hostPort()
            .ifPresent(
                host ->
                    port.place()
                        .problem(
                            "port "
                                + host
                                + " of the host can't be that of "
                                + service.instances()
                                + (service.warm() > 0
                                    ? " kernels, those that are kept warm too; leave"
                                    : " replicas; leave")
                                + " the host's port out, or have one"));
      }
    }
    together(List.of(service));
  }

  /** Whether there are ports for all kernels of a service. */
  static void kernels(ServiceDraft service, PortRange range) {
    long blocks = range.blocks().count();
    if (service.kernel().isPresent() && service.instances() > blocks) {
      service
          .place()
          .problem(
              service.instances()
                  + " kernels need "
                  + service.instances() * PortBlock.SIZE
                  + " ports, and "
                  + range
                  + " has "
                  + blocks * PortBlock.SIZE
                  + "; widen x-fleet.ports");
    }
  }

  /** Looks at services that are there at the same time. */
  static void together(Collection<ServiceDraft> services) {
    Map<Integer, List<Use>> uses = new HashMap<>();
    for (ServiceDraft service : services) {
      for (PublishedPort port : service.ports()) {
        port.port()
            .hostPort()
            .ifPresent(
                host ->
                    check(
                        new Use(service.name(), port),
                        host,
                        uses.computeIfAbsent(host, h -> new ArrayList<>())));
      }
    }
  }

  private static void check(Use use, int host, List<Use> before) {
    before.stream()
        .filter(other -> clash(use.port().port(), other.port().port()))
        .findFirst()
        .ifPresent(
            other ->
                use.port()
                    .place()
                    .problem(
                        "port "
                            + host
                            + " of the host is published twice, also by service "
                            + other.service()
                            + " in line "
                            + other.port().place().position().line()));
    before.add(use);
  }

  /** The port with its address, so that two that are the same are equal. */
  static Publication plain(Publication port) {
    return new Publication(
        Optional.of(address(port)), port.hostPort(), port.containerPort(), port.protocol());
  }

  private static boolean clash(Publication a, Publication b) {
    String first = address(a);
    String second = address(b);
    boolean sameFamily = first.contains(":") == second.contains(":");
    return a.protocol().equals(b.protocol())
        && sameFamily
        && (first.equals(second) || isAny(first) || isAny(second));
  }

  private static String address(Publication port) {
    return port.hostIp().orElse("127.0.0.1");
  }

  private static boolean isAny(String address) {
    return address.equals("0.0.0.0") || address.equals("::");
  }
}
