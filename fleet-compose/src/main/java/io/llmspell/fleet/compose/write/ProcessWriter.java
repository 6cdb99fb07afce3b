package io.llmspell.fleet.compose.write;

import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.model.ProcessSpec;

/** Writes what runs in a container. */
final class ProcessWriter {
  private ProcessWriter() {}

  static void write(ProcessSpec process, Block service) {
    Block environment = new Block();
    process.environment().forEach(environment::text);
    // By name alone: the values are the caller's, and secret.
    process.passedOn().forEach(environment::bare);
    service
        .texts("entrypoint", process.entrypoint())
        .texts("command", process.command())
        .blockUnlessEmpty("environment", environment)
        .text("user", process.user())
        .text("working_dir", process.workingDir())
        .truth("init", process.init())
        .text("stop_signal", process.stopSignal())
        .text("stop_grace_period", Durations.format(process.stopGracePeriod()));
  }
}
