package io.llmspell.fleet.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The TCP connections of a process's network, as {@code /proc/PID/net/tcp} and {@code tcp6} have
 * them, see proc(5).
 *
 * @param proc {@code /proc}, or another folder in tests
 * @param pid whose network; {@code self} for this process's
 */
public record TcpTable(Path proc, String pid) {
  private static final String ESTABLISHED = "01";
  private static final int WORD = 4;

  /** One connection: this end and the other. */
  public record Connection(InetSocketAddress local, InetSocketAddress remote) {}

  /** Those that are established; empty if the table can't be read. */
  public Optional<List<Connection>> established() {
    return read("tcp")
        .map(
            version4 -> {
              List<Connection> all = new ArrayList<>();
              add(version4, all);
              read("tcp6").ifPresent(version6 -> add(version6, all));
              return all;
            });
  }

  /**
   * Whether this is the network of this process itself, whose connections are everybody's. Only
   * root may ask that of a stranger's process; others are told that it is not.
   */
  public boolean isOurs() {
    try {
      Path place = Path.of("ns", "net");
      return Files.readSymbolicLink(proc.resolve(pid).resolve(place))
          .equals(Files.readSymbolicLink(proc.resolve("self").resolve(place)));
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(proc.resolve(pid).resolve("net").resolve(name)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** {@code 0: 0240A8C0:2553 0140A8C0:C350 01 …}, below a line of titles. */
  private static void add(String table, List<Connection> all) {
    table
        .lines()
        .skip(1)
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words.length > 3 && words[3].equals(ESTABLISHED))
        .map(words -> new Connection(address(words[1]), address(words[2])))
        .forEach(all::add);
  }

  /** Each four bytes are in the machine's order, which is little-endian wherever engines run. */
  private static InetSocketAddress address(String entry) {
    int colon = entry.indexOf(':');
    byte[] bytes = HexFormat.of().parseHex(entry.substring(0, colon));
    byte[] ordered = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ordered[i] = bytes[i / WORD * WORD + WORD - 1 - i % WORD];
    }
    try {
      int port = Integer.parseInt(entry.substring(colon + 1), 16);
      return new InetSocketAddress(InetAddress.getByAddress(ordered), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(entry + " is no address", e);
    }
  }

  /** {@code 172.17.0.2:9555}, {@code [fd00::2]:9555}. */
  public static String text(InetSocketAddress end) {
    String host = end.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + end.getPort();
  }
}
