package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.EventSource;
import io.llmspell.fleet.runtime.ExecSource;
import io.llmspell.fleet.runtime.ImageBuilder;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.ProcessSource;
import io.llmspell.fleet.runtime.SignalSender;
import io.llmspell.fleet.runtime.UsageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What one runtime can do and another can't. */
interface AbilityContract extends ContractBench {

  @Test
  default void aRuntimeSaysWhatItIs() {
    Capabilities capabilities = runtime().capabilities();
    assertThat(capabilities.runtime()).matches("[a-z]+");
    assertThat(capabilities.description()).isNotBlank();
  }

  @Test
  default void aRuntimeOffersWhatItIsSaidToOffer() {
    for (Class<?> ability :
        List.of(
            LogSource.class,
            UsageSource.class,
            MetricsSource.class,
            ProcessSource.class,
            ExecSource.class,
            EventSource.class,
            ImageBuilder.class,
            SignalSender.class)) {
      assertThat(runtime().offer(ability).isPresent())
          .as(ability.getSimpleName())
          .isEqualTo(offers().contains(ability));
    }
  }

  @Test
  default void aMemoryLimitIsSetOrRefused() {
    startsOrRefuses(Ability.MEMORY_LIMIT, ContractServices.withMemory(kernelService()));
  }

  @Test
  default void aCpuLimitIsSetOrRefused() {
    startsOrRefuses(Ability.CPU_LIMIT, ContractServices.withCpus(kernelService()));
  }

  @Test
  default void aProcessLimitIsSetOrRefused() {
    startsOrRefuses(Ability.PIDS_LIMIT, ContractServices.withPids(kernelService()));
  }

  @Test
  default void explicitPortsArePublishedOrRefused() {
    startsOrRefuses(
        Ability.PUBLISHED_PORTS, ContractServices.publishing(kernelService(), ports().last()));
  }

  @Test
  default void aFileSystemOfItsOwnIsHadOrRefused() {
    startsOrRefuses(Ability.ISOLATION, ContractServices.lockedDown(kernelService()));
  }

  private void startsOrRefuses(Ability ability, ServiceSpec service) {
    if (lacks(ability, () -> runtime().start(request(service)))) {
      assertThat(instances()).isEmpty();
      return;
    }
    Instance started = runtime().start(request(service));
    assertThat(started.isRunning()).isTrue();
    assertThat(started.spec().memory()).isEqualTo(service.container().limits().memory());
  }

  @Test
  default void portsThatAreExplicitlyPublishedAreNotLeased() {
    PortBlock first = ports().blocks().findFirst().orElseThrow();
    ServiceSpec publisher = ContractServices.publishing(kernelService(), first.control());
    if (lacks(Ability.PUBLISHED_PORTS, () -> runtime().start(request(publisher)))) {
      return;
    }
    PortBlock last = ports().blocks().skip(10).findFirst().orElseThrow();
    runtime().start(ContractBench.preferring(request(publisher), last));
    ServiceSpec service = kernelService();
    Instance next = runtime().start(request(fleet(service), service, 2));
    assertThat(ContractBench.ports(next)).isNotEqualTo(first);
  }

  @Test
  default void logsAreHandedOverInOrder() {
    if (!offers().contains(LogSource.class)) {
      assertThat(runtime()).isNotInstanceOf(LogSource.class);
      return;
    }
    Instance gone = ended(runtime().start(request(exitingService())));
    assertThat(lines(gone, OptionalInt.empty(), false))
        .containsExactly(
            new LogSource.Line(false, "one"),
            new LogSource.Line(false, "two"),
            new LogSource.Line(false, "three"));
    assertThat(lines(gone, OptionalInt.of(2), false))
        .extracting(LogSource.Line::text)
        .containsExactly("two", "three");
    assertThat(lines(gone, OptionalInt.of(0), false)).isEmpty();
  }

  @Test
  default void followingTheLogsEndsWithTheInstance() {
    if (!offers().contains(LogSource.class)) {
      assertThat(runtime()).isNotInstanceOf(LogSource.class);
      return;
    }
    Instance started = runtime().start(request(exitingService()));
    assertThat(lines(started, OptionalInt.empty(), true))
        .extracting(LogSource.Line::text)
        .containsExactly("one", "two", "three");
  }

  private List<LogSource.Line> lines(Instance instance, OptionalInt tail, boolean follow) {
    List<LogSource.Line> lines = new ArrayList<>();
    runtime().offer(LogSource.class).orElseThrow().logs(instance, tail, follow, lines::add);
    return lines;
  }

  @Test
  default void aSignalReachesTheProgram() {
    if (!offers().contains(SignalSender.class)) {
      assertThat(runtime()).isNotInstanceOf(SignalSender.class);
      return;
    }
    SignalSender sender = runtime().offer(SignalSender.class).orElseThrow();
    Instance started = runtime().start(request(kernelService()));
    sender.signal(started, "SIGKILL");
    assertThat(ended(started).exit().orElseThrow().code()).isEqualTo(137);
    assertFails(ErrorCode.CONFLICT, () -> sender.signal(started, "SIGKILL"));
  }

  @Test
  default void whatAnInstanceUsesIsPlausible() {
    if (!offers().contains(UsageSource.class)) {
      assertThat(runtime()).isNotInstanceOf(UsageSource.class);
      return;
    }
    UsageSource source = runtime().offer(UsageSource.class).orElseThrow();
    Instance gone = ended(runtime().start(request(exitingService())));
    Instance running = runtime().start(request(kernelService()));
    Map<InstanceId, UsageSource.Usage> usage = source.usage(List.of(gone, running));
    assertThat(usage).doesNotContainKey(gone.id());
    assertThat(usage.values())
        .allMatch(
            used -> used.memory().compareTo(new ByteSize(0)) >= 0 && !used.cpuTime().isNegative());
  }
}
