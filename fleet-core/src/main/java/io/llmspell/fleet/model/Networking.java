package io.llmspell.fleet.model;

import java.util.List;
import java.util.Optional;

/**
 * How a container is reached.
 *
 * @param networks networks it joins, by their name in the engine; the first is joined at creation
 * @param mode {@code host}, {@code none} …, instead of networks
 * @param ports published as the file says
 * @param dns who is asked for names
 */
public record Networking(
    List<Attachment> networks,
    Optional<String> mode,
    List<Publication> ports,
    Optional<String> hostname,
    List<String> extraHosts,
    Dns dns) {

  public static final Networking NONE =
      new Networking(List.of(), Optional.empty(), List.of(), Optional.empty(), List.of());

  public Networking {
    networks = List.copyOf(networks);
    ports = List.copyOf(ports);
    extraHosts = List.copyOf(extraHosts);
  }

  /** With the engine's own name servers. */
  public Networking(
      List<Attachment> networks,
      Optional<String> mode,
      List<Publication> ports,
      Optional<String> hostname,
      List<String> extraHosts) {
    this(networks, mode, ports, hostname, extraHosts, Dns.OF_ENGINE);
  }

  public Networking withNetworks(List<Attachment> other) {
    return new Networking(other, mode, ports, hostname, extraHosts, dns);
  }

  /**
   * Who is asked for names that the engine does not know.
   *
   * @param servers their addresses; none: the engine's own choice
   * @param search domains in which short names are looked for
   * @param options as in resolv.conf(5)
   */
  public record Dns(List<String> servers, List<String> search, List<String> options) {
    public static final Dns OF_ENGINE = new Dns(List.of(), List.of(), List.of());

    public Dns {
      servers = List.copyOf(servers);
      search = List.copyOf(search);
      options = List.copyOf(options);
    }
  }

  /** Membership in one network, with names by which others there find the container. */
  public record Attachment(String network, List<String> aliases) {
    public Attachment {
      aliases = List.copyOf(aliases);
    }
  }

  /**
   * One published port.
   *
   * @param hostIp the address it binds; absent: 127.0.0.1
   * @param hostPort absent: any free one
   * @param protocol {@code tcp} or {@code udp}
   */
  public record Publication(
      Optional<String> hostIp, Optional<Integer> hostPort, int containerPort, String protocol) {
    /**
     * @throws IllegalArgumentException for a port that does not exist or another protocol
     */
    public Publication {
      checkPort(containerPort);
      hostPort.ifPresent(Publication::checkPort);
      if (!protocol.equals("tcp") && !protocol.equals("udp")) {
        throw new IllegalArgumentException("'" + protocol + "' is neither tcp nor udp");
      }
    }

    private static void checkPort(int port) {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException(port + " is not a port (1 to 65535)");
      }
    }
  }
}
