package io.llmspell.fleet.process;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.machine.ProcessFiles;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.process.confine.Confinement;
import io.llmspell.fleet.process.run.Guest;
import io.llmspell.fleet.runtime.ExecSource.Program;
import io.llmspell.fleet.runtime.ExecSource.Streams;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs further programs where a kernel runs: with its variables, in its folder, and within its
 * limits where control groups hold them.
 */
final class ProcessExec {
  private final InstanceLook look;
  private final Confinement confinement;

  ProcessExec(InstanceLook look, Confinement confinement) {
    this.look = look;
    this.confinement = confinement;
  }

  int run(Instance instance, Program program, Streams streams) {
    ProcessFiles kernel = ProcessFiles.of(look.requireLiving(instance));
    String self = System.getProperty("user.name");
    if (program.user().filter(user -> !user.equals(self)).isPresent()) {
      throw new FleetException(
          ErrorCode.UNSUPPORTED,
          "user " + program.user().get() + ": kernels that are processes run as you, " + self);
    }
    Map<String, String> environment = new TreeMap<>(kernel.environment().orElseGet(Map::of));
    program.terminal().ifPresent(terminal -> environment.putIfAbsent("TERM", "xterm"));
    environment.putAll(program.environment());
    Path folder = program.folder().map(Path::of).or(kernel::folder).orElseGet(() -> Path.of("/"));
    return new Guest(program.words(), folder, confinement.shared(instance.id()), environment)
        .run(program.terminal(), streams);
  }
}
