package io.llmspell.fleet.docker;

import io.llmspell.fleet.runtime.MetricsSource.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The TCP connections of a process's network, as {@code /proc/PID/net/tcp} and {@code tcp6} have
 * them.
 */
final class TcpTable {
  private static final String ESTABLISHED = "01";
  private static final int WORD = 4;

  private final Path proc;
  private final String pid;

  TcpTable(Path proc, String pid) {
    this.proc = proc;
    this.pid = pid;
  }

  /**
   * Established ones, without those of the network to itself, which are the relay's. Unknown if the
   * process has this machine's own network: then they are everybody's.
   */
  Optional<List<Connection>> established() {
    Optional<String> version4 = CgroupUsage.read(file("tcp"));
    if (version4.isEmpty() || hasTheMachinesNetwork()) {
      return Optional.empty();
    }
    List<Connection> all = new ArrayList<>();
    version4.get().lines().skip(1).forEach(line -> add(line, all));
    CgroupUsage.read(file("tcp6")).stream()
        .flatMap(text -> text.lines().skip(1))
        .forEach(line -> add(line, all));
    return Optional.of(all);
  }

  private Path file(String name) {
    return proc.resolve(pid).resolve("net").resolve(name);
  }

  private boolean hasTheMachinesNetwork() {
    try {
      Path place = Path.of("ns", "net");
      return Files.readSymbolicLink(proc.resolve(pid).resolve(place))
          .equals(Files.readSymbolicLink(proc.resolve("self").resolve(place)));
    } catch (IOException e) {
      // Only root may ask that of a stranger's process; a container has its own unless told so.
      return false;
    }
  }

  /** {@code 0: 0240A8C0:2553 0140A8C0:C350 01 …} */
  private static void add(String line, List<Connection> all) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length < 4 || !words[3].equals(ESTABLISHED)) {
      return;
    }
    InetAddress local = address(words[1]);
    InetAddress remote = address(words[2]);
    if (!local.isLoopbackAddress() && !local.equals(remote)) {
      all.add(new Connection(text(local, words[1]), text(remote, words[2])));
    }
  }

  /** Each four bytes are in the machine's order, which is little-endian wherever engines run. */
  private static InetAddress address(String entry) {
    byte[] bytes = HexFormat.of().parseHex(entry.substring(0, entry.indexOf(':')));
    byte[] ordered = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ordered[i] = bytes[i / WORD * WORD + WORD - 1 - i % WORD];
    }
    try {
      return InetAddress.getByAddress(ordered);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(entry + " is no address", e);
    }
  }

  private static String text(InetAddress address, String entry) {
    String host = address.getHostAddress();
    int port = Integer.parseInt(entry.substring(entry.indexOf(':') + 1), 16);
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
