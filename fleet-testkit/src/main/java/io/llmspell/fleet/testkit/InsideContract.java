package io.llmspell.fleet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.runtime.EventSource;
import io.llmspell.fleet.runtime.EventSource.InstanceEvent;
import io.llmspell.fleet.runtime.ExecSource;
import io.llmspell.fleet.runtime.ExecSource.Program;
import io.llmspell.fleet.runtime.ExecSource.Size;
import io.llmspell.fleet.runtime.ExecSource.Streams;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.ProcessSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How far one can look, and reach, into an instance. */
interface InsideContract extends ContractBench {

  @Test
  default void whatIsMeasuredOfAnInstanceIsPlausible() {
    if (!offers().contains(MetricsSource.class)) {
      assertThat(runtime().offer(MetricsSource.class)).isEmpty();
      return;
    }
    MetricsSource source = runtime().offer(MetricsSource.class).orElseThrow();
    Instance gone = ended(runtime().start(request(exitingService())));
    Instance running = runtime().start(request(kernelService()));
    Map<InstanceId, MetricsSource.Metrics> metrics = source.metrics(List.of(gone, running));
    assertThat(metrics).doesNotContainKey(gone.id());
    assertThat(metrics.values())
        .allSatisfy(
            one -> {
              assertThat(one.threads().orElse(1)).isPositive();
              assertThat(one.nice().orElse(0)).isBetween(-20, 19);
              assertThat(one.io().map(MetricsSource.Io::readBytes).orElse(0L)).isNotNegative();
              assertThat(one.connections().orElse(List.of())).isEmpty();
            });
  }

  @Test
  default void theProcessesOfAnInstanceAreToldWhileItRuns() {
    if (!offers().contains(ProcessSource.class)) {
      assertThat(runtime().offer(ProcessSource.class)).isEmpty();
      return;
    }
    ProcessSource source = runtime().offer(ProcessSource.class).orElseThrow();
    Instance gone = ended(runtime().start(request(exitingService())));
    Instance running = runtime().start(request(kernelService()));
    assertThat(source.processes(running))
        .isNotEmpty()
        .allSatisfy(
            process -> {
              assertThat(process.id()).isPositive();
              assertThat(process.threads()).isPositive();
              assertThat(process.command()).isNotBlank();
            });
    assertFails(ErrorCode.CONFLICT, () -> source.processes(gone));
  }

  @Test
  default void aProgramReadsItsInputToTheEndAndItsExitCodeIsPassedOn() {
    if (!offers().contains(ExecSource.class)) {
      assertThat(runtime().offer(ExecSource.class)).isEmpty();
      return;
    }
    Instance running = runtime().start(request(kernelService()));
    Ran ran =
        exec(running, input("in"), Optional.empty(), "sh", "-c", "cat; echo \"$X\" >&2; exit 3");
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out()).isEqualTo("in");
    assertThat(ran.err()).isEqualTo("from outside\n");
  }

  @Test
  default void aProgramHasATerminalOfTheCallersSizeIfItShall() throws IOException {
    if (!offers().contains(ExecSource.class)) {
      assertThat(runtime().offer(ExecSource.class)).isEmpty();
      return;
    }
    Instance running = runtime().start(request(kernelService()));
    String waits =
        "test -t 0 && until test \"$(stty size)\" = '33 77'; do sleep 0.1; done; echo ok";
    Supplier<Size> terminal = () -> new Size(33, 77);
    Pipe keyboard = Pipe.open();
    InputStream keys = Channels.newInputStream(keyboard.source());
    Ran ran = exec(running, keys, Optional.of(terminal), "sh", "-c", waits);
    keyboard.sink().close();
    assertThat(ran.out()).isEqualTo("ok\r\n");
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  default void aProgramThatIsNotThereAndOneInWhatHasEndedFail() {
    if (!offers().contains(ExecSource.class)) {
      assertThat(runtime().offer(ExecSource.class)).isEmpty();
      return;
    }
    Instance running = runtime().start(request(kernelService()));
    assertThat(exec(running, input(""), Optional.empty(), "no-such-program").exitCode())
        .isIn(126, 127);
    Instance gone = ended(runtime().start(request(exitingService())));
    assertFails(ErrorCode.CONFLICT, () -> exec(gone, input(""), Optional.empty(), "true"));
  }

  /** What a program came to. */
  record Ran(int exitCode, String out, String err) {}

  private Ran exec(
      Instance instance, InputStream input, Optional<Supplier<Size>> terminal, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Program program =
        new Program(
            List.of(words),
            Optional.empty(),
            Optional.empty(),
            Map.of("X", "from outside"),
            terminal);
    int code =
        runtime()
            .offer(ExecSource.class)
            .orElseThrow()
            .exec(instance, program, new Streams(input, out, err));
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  default void whatHappensToInstancesOfTheProjectIsTold() throws InterruptedException {
    if (!offers().contains(EventSource.class)) {
      assertThat(runtime().offer(EventSource.class)).isEmpty();
      return;
    }
    EventSource source = runtime().offer(EventSource.class).orElseThrow();
    Optional<Instant> before = Optional.of(Instant.now().minusSeconds(1));
    Queue<InstanceEvent> told = new ConcurrentLinkedQueue<>();
    Queue<InstanceEvent> others = new ConcurrentLinkedQueue<>();
    List<Thread> listeners =
        List.of(
            new Thread(() -> source.events(project(), before, Optional.empty(), told::add)),
            new Thread(() -> source.events(otherProject(), before, Optional.empty(), others::add)));
    listeners.forEach(Thread::start);
    Instance gone = ended(runtime().start(request(exitingService())));
    Supplier<List<InstanceEvent>> toldOfIt =
        () -> told.stream().filter(event -> event.id().equals(gone.id().value())).toList();
    Eventually.see(patience(), toldOfIt, all -> isTold(all, "die"));
    runtime().remove(gone);
    // Podman has a word of its own.
    List<InstanceEvent> ofIt =
        Eventually.see(
            patience(), toldOfIt, all -> isTold(all, "destroy") || isTold(all, "remove"));
    for (Thread listener : listeners) {
      listener.interrupt();
      listener.join();
    }
    assertThat(ofIt).extracting(InstanceEvent::instance).containsOnly(gone.name());
    assertThat(ofIt).extracting(InstanceEvent::what).containsSubsequence("create", "start", "die");
    assertThat(ofIt)
        .filteredOn(event -> event.what().equals("die"))
        .extracting(event -> event.facts().get("exitCode"))
        .containsExactly("3");
    assertThat(others).isEmpty();
  }

  private static boolean isTold(List<InstanceEvent> events, String what) {
    return events.stream().anyMatch(event -> event.what().equals(what));
  }
}
