package io.llmspell.fleet.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of a network's connections are a process's own. */
class TcpTableTest {
  private static final String TABLE =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 010011AC:C350 020011AC:2553 01 00000000:00000000 00:00000000 00000000  1000        0 777 1
         1: 010011AC:C351 020011AC:2553 01 00000000:00000000 00:00000000 00000000  1000        0 778 1
      """;

  @TempDir Path proc;

  @Test
  void theConnectionsOfThisProcessAreKnown() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      assertThat(new TcpTable(Path.of("/proc"), "self").ofProcess())
          .extracting(c -> c.local().getPort())
          .contains(client.getLocalPort());
    }
  }

  @Test
  void thoseOfOthersAreNotIts() throws IOException {
    Path fd = Files.createDirectories(proc.resolve("self/fd"));
    Files.createDirectories(proc.resolve("self/net"));
    Files.writeString(proc.resolve("self/net/tcp"), TABLE);
    Files.createSymbolicLink(fd.resolve("4"), Path.of("socket:[778]"));
    Files.createSymbolicLink(fd.resolve("5"), Path.of("pipe:[779]"));
    TcpTable table = new TcpTable(proc, "self");
    assertThat(table.established().orElseThrow()).hasSize(2);
    assertThat(table.ofProcess())
        .containsExactly(
            new TcpTable.Connection(
                new InetSocketAddress("172.17.0.1", 0xC351),
                new InetSocketAddress("172.17.0.2", 0x2553)));
  }

  @Test
  void whereNothingCanBeSeenNothingIsIts() {
    assertThat(new TcpTable(proc, "self").ofProcess()).isEmpty();
  }
}
