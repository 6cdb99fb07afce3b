package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.runtime.KernelProtocol.Answer;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a keeper knows of one instance that runs, beyond what the engine says.
 *
 * @param start tells one run of a container from the next
 * @param phase {@link Phase#STARTING} until it has answered
 * @param connection where it is asked; absent for plain containers, and until it has answered
 * @param missed how many questions in a row it has left without any answer
 * @param failure why it shall be replaced; absent if it is well
 */
record Vital(
    Optional<Instant> start,
    Phase phase,
    Health health,
    Optional<Duration> heartbeat,
    Optional<ConnectionInfo> connection,
    Optional<Path> file,
    int missed,
    Optional<String> failure,
    Optional<Usage> usage) {
  /** So many questions in a row without an answer are a lost heartbeat. */
  static final int LOST = 3;

  static Vital starting(Instance instance) {
    return new Vital(
        instance.startedAt(),
        Phase.STARTING,
        Health.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  Vital ready(Health seen, Optional<ConnectionInfo> where, Optional<Path> fileThere) {
    return new Vital(
        start, Phase.READY, seen, heartbeat, where, fileThere, 0, Optional.empty(), usage);
  }

  Vital failed(String cause) {
    return new Vital(
        start,
        Phase.READY,
        Health.UNRESPONSIVE,
        Optional.empty(),
        connection,
        file,
        missed,
        Optional.of(cause),
        usage);
  }

  /** One that answers again is well again. */
  Vital answered(Answer answer) {
    boolean silent = answer.health() == Health.UNRESPONSIVE;
    int now = silent ? missed + 1 : 0;
    return new Vital(
        start,
        phase,
        answer.health(),
        answer.heartbeat(),
        connection,
        file,
        now,
        now >= LOST
            ? Optional.of("it hangs: its heartbeat was lost " + now + " times in a row")
            : Optional.empty(),
        usage);
  }

  /** One that has another name has another file. */
  Vital at(Path elsewhere) {
    return new Vital(
        start,
        phase,
        health,
        heartbeat,
        connection,
        Optional.of(elsewhere),
        missed,
        failure,
        usage);
  }

  Vital using(Optional<Usage> seen) {
    return new Vital(start, phase, health, heartbeat, connection, file, missed, failure, seen);
  }
}
