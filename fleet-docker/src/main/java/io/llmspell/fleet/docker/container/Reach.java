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
 * tell; but the socket of all of them, other than root's engine's, is some user's.
 */
public final class Reach {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Object ROOT = 0;

  private final String engineHost;
  private final boolean sharesNetworks;
  private final Map<String, Boolean> localAddresses = new ConcurrentHashMap<>();

  /**
   * @param engine the engine's address
   */
  public Reach(URI engine) {
    boolean local = "unix".equals(engine.getScheme());
    this.engineHost = local ? LOOPBACK : Objects.requireNonNullElse(engine.getHost(), LOOPBACK);
    this.sharesNetworks = sharesLoopback() && !(local && isOfAUser(Path.of(engine.getPath())));
  }

  /** Whether a network with this gateway can be reached. */
  public boolean reaches(String gateway) {
    return sharesNetworks
        && !gateway.isEmpty()
        && localAddresses.computeIfAbsent(gateway, Reach::isOfThisMachine);
  }

  /** Whether this machine has an address in this subnet, written {@code 172.18.0.0/16}. */
  public boolean reachesInto(String subnet) {
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
    return isLoopback(engineHost) || isOfThisMachine(engineHost);
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
      return Stream.of(sharesLoopback() ? LOOPBACK : engineHost);
    }
    return isLoopback(boundTo) && !sharesLoopback() ? Stream.empty() : Stream.of(boundTo);
  }

  private Optional<String> own(ListedContainer container) {
    if (container.networks().containsKey("host")) {
      return sharesNetworks ? Optional.of(LOOPBACK) : Optional.empty();
    }
    return container.networks().values().stream()
        .filter(n -> reaches(n.gateway()))
        .map(Network::ipAddress)
        .filter(ip -> !ip.isEmpty())
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
