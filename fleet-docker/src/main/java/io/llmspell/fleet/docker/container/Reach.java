package io.llmspell.fleet.docker.container;

import io.llmspell.fleet.docker.container.ListedContainer.Network;
import io.llmspell.fleet.docker.container.ListedContainer.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Whether, and at which address, a container's ports can be reached from this machine. A bridge
 * network is reachable where its gateway is an address of this machine: not through Docker
 * Desktop's or another virtual machine, not with a rootless engine, and not on another host. Those
 * may have networks with the very addresses of this machine's, so that the gateway alone does not
 * tell; but the socket of all of them, other than root's engine's, is some user's. From a container
 * of the engine itself, the bridge networks that it is joined to are reachable, and what is
 * published on the engine's machine is not.
 */
public final class Reach {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Object ROOT = 0;

  private final String engineHost;
  private final boolean sharesNetworks;

  /** Whether this program runs in a container of the engine, with a network of its own. */
  private final boolean inContainer;

  private final Map<String, Boolean> localAddresses = new ConcurrentHashMap<>();

  /**
   * @param engine the engine's address
   */
  public Reach(URI engine) {
    this(engine, false);
  }

  /**
   * @param inContainer whether this program runs in a container of this engine, with a network of
   *     its own
   */
  public Reach(URI engine, boolean inContainer) {
    this.inContainer = inContainer;
    boolean local = "unix".equals(engine.getScheme());
    this.engineHost = local ? LOOPBACK : Objects.requireNonNullElse(engine.getHost(), LOOPBACK);
    this.sharesNetworks =
        inContainer || (sharesLoopback() && !(local && isOfAUser(Path.of(engine.getPath()))));
  }

  /** Whether a network can be reached, by its subnet and its gateway; either may be empty. */
  public boolean reaches(String subnet, String gateway) {
    return (inContainer || gateway.isEmpty()) ? reachesInto(subnet) : reaches(gateway);
  }

  boolean reaches(String gateway) {
    return sharesNetworks
        && !gateway.isEmpty()
        && localAddresses.computeIfAbsent(gateway, Reach::isOfThisMachine);
  }

  /** Whether this machine has an address in this subnet, written {@code 172.18.0.0/16}. */
  boolean reachesInto(String subnet) {
    try {
      return sharesNetworks
          && !subnet.isEmpty()
          && NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .anyMatch(address -> Subnet.contains(subnet, address));
    } catch (SocketException e) {
      return false;
    }
  }

  /** Whether the engine's own loopback addresses are this machine's. */
  public boolean sharesLoopback() {
    return !inContainer && (isLoopback(engineHost) || isOfThisMachine(engineHost));
  }

  /**
   * Where a container's port can be reached.
   *
   * @param port a port of the container
   */
  Optional<String> address(ListedContainer container, int port) {
    return published(container, port).or(() -> own(container));
  }

  private Optional<String> published(ListedContainer container, int port) {
    return container.ports().stream()
        .filter(p -> p.inside() == port && p.outside() == port)
        .map(Port::ip)
        .flatMap(this::addressOf)
        .findFirst();
  }

  private Stream<String> addressOf(String boundTo) {
    if (boundTo.equals("0.0.0.0") || boundTo.equals("::")) {
      return inContainer ? Stream.empty() : Stream.of(sharesLoopback() ? LOOPBACK : engineHost);
    }
    return isLoopback(boundTo) && !sharesLoopback() ? Stream.empty() : Stream.of(boundTo);
  }

  private Optional<String> own(ListedContainer container) {
    if (container.networks().containsKey("host")) {
      return sharesNetworks && !inContainer ? Optional.of(LOOPBACK) : Optional.empty();
    }
    return container.networks().values().stream()
        .filter(n -> !n.ipAddress().isEmpty())
        .filter(n -> inContainer ? reachesInto(n.subnet()) : reaches(n.gateway()))
        .map(Network::ipAddress)
        .findFirst();
  }

  /** Nothing is known of a socket that is not there. */
  private static boolean isOfAUser(Path socket) {
    try {
      return !ROOT.equals(Files.getAttribute(socket, "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
  }

  private static boolean isOfThisMachine(String address) {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    } catch (SocketException | UnknownHostException e) {
      return false;
    }
  }
}
