package io.llmspell.fleet.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.MetricsSource.Connection;
import io.llmspell.fleet.runtime.MetricsSource.Io;
import io.llmspell.fleet.runtime.MetricsSource.Metrics;
import io.llmspell.fleet.runtime.ProcessSource.RunningProcess;
import io.llmspell.fleet.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers out of files as the kernel writes them. */
class LocalMetricsTest {
  private static final Instance KERNEL =
      Samples.instance(Samples.service("lua").kernel().build(), 1).build();
  private static final String HEADING = "  sl  local_address rem_address   st tx_queue\n";

  @TempDir private Path folder;

  @BeforeEach
  void aMainProcessBesideOthers() throws IOException {
    file("proc/meminfo", "MemTotal:        2048 kB\nMemFree:            1 kB\n");
    file("proc/90/status", "Name:\tsocat\nNSpid:\t90\t21\n");
    file("proc/95/status", "Name:\ttini\nNSpid:\t95\t1\n");
    file("proc/95/stat", "95 (odd) name) S 3 95 95 0 -1 4 11 0 4 0 0 1 0 0 20 5 1 0 4021359 25\n");
    file(
        "proc/95/net/tcp",
        HEADING
            + "   0: 00000000:2553 00000000:0000 0A 00000000:00000000 00:00000000\n"
            + "   1: 0240A8C0:2553 0140A8C0:C350 01 00000000:00000000 00:00000000\n"
            + "   2: 0100007F:2553 0100007F:C351 01 00000000:00000000 00:00000000\n"
            + "   3: 0240A8C0:2553 0240A8C0:C352 01 00000000:00000000 00:00000000\n"
            + "   4: 0240A8C0:2553 0140A8C0:C353 06 00000000:00000000 00:00000000\n");
    file(
        "proc/95/net/tcp6",
        HEADING
            + "   0: 000080FE000000000000000001000000:2553"
            + " 000080FE000000000000000002000000:C350 01 00000000:00000000\n");
  }

  @Test
  void readsVersionOne() throws IOException {
    processes("pids/docker/" + KERNEL.handle());
    file("cgroup/pids/docker/" + KERNEL.handle() + "/pids.current", "26\n");
    file(
        "cgroup/blkio/docker/" + KERNEL.handle() + "/blkio.throttle.io_service_bytes",
        "8:0 Read 4096\n8:0 Write 100\n8:0 Total 4196\n8:16 Read 4\nTotal 4200\n");
    Metrics metrics = metrics(true).orElseThrow();
    assertThat(metrics.threads()).contains(26);
    assertThat(metrics.nice()).contains(5);
    assertThat(metrics.io()).contains(new Io(4100, 100));
    assertThat(metrics.memoryCeiling()).contains(new ByteSize(2 << 20));
  }

  @Test
  void readsVersionTwo() throws IOException {
    String place = "system.slice/docker-" + KERNEL.handle() + ".scope";
    processes(place);
    file("cgroup/" + place + "/pids.current", "3\n");
    file("cgroup/" + place + "/io.stat", "8:0 rbytes=10 wbytes=2 rios=1\n8:16 rbytes=1 wbytes=1\n");
    Metrics metrics = metrics(true).orElseThrow();
    assertThat(metrics.threads()).contains(3);
    assertThat(metrics.io()).contains(new Io(11, 3));
  }

  @Test
  void connectionsAreThoseWithOthersThatAreEstablished() throws IOException {
    processes("docker/" + KERNEL.handle());
    assertThat(metrics(true).orElseThrow().connections())
        .contains(
            List.of(
                new Connection("192.168.64.2:9555", "192.168.64.1:50000"),
                new Connection("[fe80:0:0:0:0:0:0:1]:9555", "[fe80:0:0:0:0:0:0:2]:50000")));
  }

  @Test
  void connectionsInTheMachinesOwnNetworkAreEverybodys() throws IOException {
    processes("docker/" + KERNEL.handle());
    for (String process : List.of("self", "95")) {
      Path place = Files.createDirectories(folder.resolve("proc").resolve(process).resolve("ns"));
      Files.createSymbolicLink(place.resolve("net"), Path.of("net:[4026531840]"));
    }
    assertThat(metrics(true).orElseThrow().connections()).isEmpty();
  }

  @Test
  void whatHasNoFileIsNotKnown() throws IOException {
    assertThat(metrics(true)).isEmpty();
    processes("docker/" + KERNEL.handle());
    assertThat(metrics(true).orElseThrow().threads()).isEmpty();
    assertThat(metrics(true).orElseThrow().io()).isEmpty();
    assertThat(metrics(false)).as("of an engine elsewhere").isEmpty();
  }

  @Test
  void processesAreToldAsTheMachineHasThem() throws IOException {
    processes("docker/" + KERNEL.handle());
    file("proc/95/status", "Name:\ttini\nVmRSS:\t    1300 kB\n");
    file("proc/95/cmdline", "tini\0--\0kernel start\0");
    LocalProcesses source =
        new LocalProcesses(new CgroupFiles(folder.resolve("cgroup")), folder.resolve("proc"));
    assertThat(source.of(KERNEL))
        .as("the other has just ended")
        .singleElement()
        .isEqualTo(
            new RunningProcess(
                95,
                3,
                Files.getOwner(folder).getName(),
                5,
                1,
                new ByteSize(1300 << 10),
                Duration.ofMillis(10),
                "tini -- kernel start"));
  }

  private Optional<Metrics> metrics(boolean local) {
    LocalMetrics source =
        new LocalMetrics(local, new CgroupFiles(folder.resolve("cgroup")), folder.resolve("proc"));
    return Optional.ofNullable(source.of(List.of(KERNEL)).get(KERNEL.id()));
  }

  private void processes(String cgroup) throws IOException {
    file("cgroup/" + cgroup + "/cgroup.procs", "90\n95\n");
  }

  private void file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
