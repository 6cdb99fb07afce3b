package io.llmspell.fleet.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.ConnectionFiles;
import io.llmspell.fleet.jupyter.ExecuteRequest;
import io.llmspell.fleet.jupyter.KernelClient;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.model.ConnectionInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process: its exit codes, and what signals do to it. */
class ProcessTest {
  @TempDir Path folder;

  @Test
  void interruptsOnSigintAndEndsGracefullyOnSigterm() throws Exception {
    Path file = folder.resolve("kernel.json");
    Process process =
        kernel("kernel", "start", "--port", "0", "--connection-file", file.toString());
    try (BufferedReader log = process.inputReader(UTF_8)) {
      awaitReady(log);
      ConnectionInfo connection = ConnectionFiles.decode(Files.readAllBytes(file));
      try (KernelClient client = KernelClient.connect(connection)) {
        client.awaitReady(LiveKernel.PATIENCE);
        signal(process, "INT");
        assertThat(client.execute("1", LiveKernel.PATIENCE).result()).contains("1");
        Message cell =
            client.send(
                Channel.SHELL,
                "execute_request",
                ExecuteRequest.of("print('x') while true do end").content());
        awaitStream(client);
        signal(process, "INT");
        assertThat(
                client
                    .reply(Channel.SHELL, cell, LiveKernel.PATIENCE)
                    .content()
                    .path("ename")
                    .asText())
            .isEqualTo("Interrupted");
      }
      signal(process, "TERM");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(file).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void endsWithZeroOnAShutdownRequestAndKeepsAGivenFile() throws Exception {
    Path file = folder.resolve("kernel.json");
    Path config =
        Files.writeString(folder.resolve("c.toml"), "[kernel]\nlanguage = \"javascript\"");
    ConnectionInfo given = freeConnection();
    Files.write(file, ConnectionFiles.encode(given));
    Process process =
        kernel(
            "--config", config.toString(), "kernel", "start", "--connection-file", file.toString());
    try (KernelClient client = KernelClient.connect(given)) {
      client.awaitReady(LiveKernel.PATIENCE);
      assertThat(client.execute("6 * 7", LiveKernel.PATIENCE).result()).contains("42");
      client.request(Channel.CONTROL, "shutdown_request", Message.object(), LiveKernel.PATIENCE);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(file).hasBinaryContent(ConnectionFiles.encode(given));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void saysWithItsExitCodeWhatIsWrong() throws Exception {
    Path config = Files.writeString(folder.resolve("c.toml"), "[kernel]\nlanguage = \"cobol\"");
    assertThat(exitCode("kernel", "start", "--daemon")).isEqualTo(2);
    assertThat(exitCode("--config", config.toString(), "kernel", "start")).isEqualTo(3);
    assertThat(exitCode("--config", "no-such.toml", "kernel", "start")).isEqualTo(4);
    try (LiveKernel other = LiveKernel.lua()) {
      String port = Integer.toString(Math.min(other.kernel.connection().shell(), 65_531));
      assertThat(exitCode("kernel", "start", "--port", port)).isEqualTo(7);
    }
  }

  @Test
  void leavesNoFileBehindWhenItCannotStart() throws Exception {
    Path file = folder.resolve("kernel.json");
    String[] start = {"kernel", "start", "--port", "0", "--connection-file", file.toString()};
    String pidFile = folder.resolve("nope").resolve("pid").toString();
    assertThat(exitCode(with(start, "--pid-file", pidFile))).isEqualTo(3);
    assertThat(file).doesNotExist();

    Path other = Files.writeString(folder.resolve("thesis.txt"), "dear");
    start[5] = other.toString();
    assertThat(exitCode(with(start))).isEqualTo(3);
    assertThat(other).hasContent("dear");
  }

  /** As it starts in an image. */
  @Test
  void endsWhenACellTakesAllMemory() throws Exception {
    assertThat(Files.readAllLines(Path.of("..", "image", "java.args")))
        .contains("-XX:+ExitOnOutOfMemoryError");
    Process process = startedJavaScript("-Xmx48m", "-XX:+ExitOnOutOfMemoryError");
    endsAfter(process, "var a = []; for (;;) a.push({q: 1})");
  }

  /** As somebody starts the jar: it is the sockets' thread that has no room for the message. */
  @Test
  void endsWhenTheSocketsHaveNoMemory() throws Exception {
    Process process = startedJavaScript("-Xmx48m");
    endsAfter(process, "/".repeat(100 << 20));
  }

  private Process startedJavaScript(String... jvmOptions) throws Exception {
    Path config =
        Files.writeString(folder.resolve("js.toml"), "[kernel]\nlanguage = \"javascript\"");
    return kernel(
        List.of(jvmOptions),
        "--config",
        config.toString(),
        "kernel",
        "start",
        "--port",
        "0",
        "--connection-file",
        folder.resolve("kernel.json").toString());
  }

  private void endsAfter(Process process, String code) throws Exception {
    try (BufferedReader log = process.inputReader(UTF_8)) {
      awaitReady(log);
      ConnectionInfo connection =
          ConnectionFiles.decode(Files.readAllBytes(folder.resolve("kernel.json")));
      try (KernelClient client = KernelClient.connect(connection)) {
        client.awaitReady(LiveKernel.PATIENCE);
        client.send(Channel.SHELL, "execute_request", ExecuteRequest.of(code).content());
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(OutOfMemory.EXIT_CODE);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void passesItsSelfTest() throws Exception {
    assertThat(exitCode("selftest")).isZero();
  }

  private static int exitCode(String... arguments) throws Exception {
    Process process = kernel(arguments);
    try {
      assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process kernel(String... arguments) throws IOException {
    return kernel(List.of(), arguments);
  }

  private static Process kernel(List<String> jvmOptions, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Free a moment ago, since a kernel had them. */
  private static ConnectionInfo freeConnection() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      return kernel.kernel.connection();
    }
  }

  private static void awaitReady(BufferedReader log) throws IOException {
    String line = log.readLine();
    while (line != null && !line.contains("connection file written")) {
      line = log.readLine();
    }
    assertThat(line).isNotNull();
  }

  private static void awaitStream(KernelClient client) {
    String type = "";
    while (!type.equals("stream")) {
      type = client.receive(Channel.IOPUB, LiveKernel.PATIENCE).orElseThrow().type();
    }
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}
