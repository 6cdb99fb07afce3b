package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.LogSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Why an instance is not ready, in words that say what to do. */
final class Diagnosis {
  /** What is wrong, and what to do, where a kernel runs and no way leads there. */
  static final String UNREACHABLE =
      "its ports can't be reached from here: put an address of the engine's machine that can be"
          + " before `ports` under x-fleet (ADDRESS:9555-14554), then stop it and `up` again";

  private static final int LAST_LINES = 5;

  private final Surroundings around;
  private final Connections connections;

  Diagnosis(Surroundings around, Connections connections) {
    this.around = around;
    this.connections = connections;
  }

  /** It has ended: how, and what it printed last. */
  FleetException ended(Instance instance) {
    String cause = instance.exit().map(Instance.Exit::cause).orElse("no exit code");
    List<String> lines = lastLines(instance);
    return notReady(
        "it ended with "
            + cause
            + (lines.isEmpty() ? " and printed nothing" : "; its last lines:")
            + String.join("", lines.stream().map(line -> "\n    " + line).toList()));
  }

  /**
   * It runs and does not answer in its time.
   *
   * @param health what it did instead; {@code UNKNOWN} if there was nothing to ask
   */
  FleetException silent(KernelSpec kernel, Instance instance, Health health) {
    String within = " within " + kernel.startupTimeout().toSeconds() + " s";
    String logs = "; see `docker-fleet logs " + instance.name() + "`";
    if (instance.host().isEmpty()) {
      return notReady(UNREACHABLE);
    }
    return switch (health) {
      case UNKNOWN -> notReady("it wrote no connection file" + within + logs);
      case BUSY -> notReady("its heartbeat answers, but it gave no kernel_info" + within + logs);
      case HEALTHY, UNRESPONSIVE ->
          notReady(
              bindsLoopback(instance)
                  ? "it binds 127.0.0.1 in its container, and nothing there relays its ports: build"
                      + " its image on the `llmspell` target of the Dockerfile, or let it read a"
                      + " provided connection file"
                  : "it did not answer" + within + logs);
    };
  }

  /** It was there before, and its heartbeat is lost. */
  FleetException hangs(Instance instance) {
    return notReady(
        "it hangs: it runs and its heartbeat does not answer; `docker-fleet stop --force "
            + instance.name()
            + "`, then `up`, replaces it");
  }

  FleetException gone() {
    return new FleetException(ErrorCode.CONFLICT, "somebody removed it while it started");
  }

  FleetException neverStarted() {
    return new FleetException(
        ErrorCode.CONFLICT, "whoever made it died before he started it: `up` again replaces it");
  }

  FleetException unhealthy(Instance instance) {
    return notReady(
        "its health check fails, or it ends again and again; see `docker-fleet logs "
            + instance.name()
            + "`");
  }

  static FleetException notAKernel(Instance instance) {
    return new FleetException(
        ErrorCode.UNSUPPORTED, instance.name() + " is a plain container, not a kernel");
  }

  /** Where that is another than this machine's. */
  private boolean bindsLoopback(Instance instance) {
    return around.runtime().capabilities().has(Ability.ISOLATION)
        && connections.asWritten(instance).filter(c -> c.ip().startsWith("127.")).isPresent();
  }

  /** What it printed last, oldest first; nothing where the runtime keeps no logs. */
  List<String> lastLines(Instance instance) {
    List<String> lines = new ArrayList<>();
    around
        .runtime()
        .offer(LogSource.class)
        .ifPresent(
            logs ->
                logs.logs(
                    instance, OptionalInt.of(LAST_LINES), false, line -> lines.add(line.text())));
    return lines;
  }

  private static FleetException notReady(String cause) {
    return new FleetException(ErrorCode.NOT_READY, cause);
  }
}
