package io.llmspell.fleet.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** The place in a line of what a process's {@code fd} names. */
  private static final int INODE = 9;

  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

  /** One connection: this end and the other. */
  public record Connection(InetSocketAddress local, InetSocketAddress remote) {}

  /** Those that are established; empty if the table can't be read. */
  public Optional<List<Connection>> established() {
    return read("tcp")
        .map(
            version4 -> {
              List<Connection> all = new ArrayList<>();
              add(version4, any -> true, all);
              read("tcp6").ifPresent(version6 -> add(version6, any -> true, all));
              return all;
            });
  }

  /** Those of the process itself; none that can't be seen. */
  public List<Connection> ofProcess() {
    Set<String> sockets = sockets();
    List<Connection> own = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      read(table)
          .ifPresent(
              text ->
                  add(text, words -> words.length > INODE && sockets.contains(words[INODE]), own));
    }
    return own;
  }

  /** The inodes of what it has open. */
  private Set<String> sockets() {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(proc.resolve(pid).resolve("fd"))) {
      for (Path descriptor : open) {
        inode(descriptor).ifPresent(inodes::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What can't be seen counts as another's.
      return inodes;
    }
    return inodes;
  }

  private static Optional<String> inode(Path descriptor) {
    try {
      Matcher socket = SOCKET.matcher(Files.readSymbolicLink(descriptor).toString());
      return socket.matches() ? Optional.of(socket.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
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
  private static void add(String table, Predicate<String[]> which, List<Connection> all) {
    table
        .lines()
        .skip(1)
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words.length > 3 && words[3].equals(ESTABLISHED))
        .filter(which)
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
