package io.llmspell.fleet.kernel;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.Execution;
import io.llmspell.fleet.jupyter.KernelClient;
import io.llmspell.fleet.jupyter.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Starts a kernel of each language on loopback, has it run a cell through a client, and shuts it
 * down. It goes through what a start goes through, config and connection file included, so that a
 * class-data archive made from its run ({@code -XX:ArchiveClassesAtExit}) serves a start.
 */
final class SelfTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private SelfTest() {}

  /**
   * Runs it and prints a line a language.
   *
   * @throws FleetException with {@code INTERNAL}, if something is wrong
   */
  static void run() throws InterruptedException {
    check(KernelConfig.LanguageName.LUA, "print('out') return 6 * 7");
    check(KernelConfig.LanguageName.JAVASCRIPT, "console.log('out'); 6 * 7");
  }

  private static void check(KernelConfig.LanguageName name, String code)
      throws InterruptedException {
    KernelConfig config =
        KernelConfig.parse(
            "[kernel]\nlanguage = \"" + name.text() + "\"\n[logging]\nlevel = \"warn\"\n",
            "self-test");
    try {
      Path folder = Files.createTempDirectory("fleet-kernel");
      ConnectionPlace place = ConnectionPlace.at(folder.resolve("kernel.json"));
      try (Kernel kernel =
          Kernel.start(
              place.wanted(0, name.text()),
              Main.interpreter(config.language()),
              Optional.empty(),
              Log.to(config.logLevel()))) {
        place.write(kernel.connection());
        converse(ConnectionPlace.at(place.file()), code);
        kernel.awaitEnd();
      } finally {
        Files.deleteIfExists(place.file());
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new FleetException(ErrorCode.INTERNAL, "no temporary folder: " + e, e);
    }
    System.out.println(name.text() + ": ok");
  }

  private static void converse(ConnectionPlace place, String code) {
    try (KernelClient client = KernelClient.connect(place.given().orElseThrow())) {
      client.awaitReady(PATIENCE);
      Execution execution = client.execute(code, PATIENCE);
      if (!execution.result().equals(Optional.of("42")) || !execution.stdout().equals("out\n")) {
        throw new FleetException(
            ErrorCode.INTERNAL,
            "the cell has answered " + execution.result() + execution.error() + ", not 42");
      }
      client.request(Channel.CONTROL, "shutdown_request", Message.object(), PATIENCE);
    }
  }
}
