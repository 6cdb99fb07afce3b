package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.model.UserName;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Start, look, stop and remove. */
interface LifecycleContract extends ContractBench {

  @Test
  default void anUnknownProjectHasNoInstances() {
    ObservedFleet seen = runtime().observe(Observation.ofInstances(project()));
    assertThat(seen.instances()).isEmpty();
    assertThat(seen.isComplete()).isTrue();
    assertThat(seen.project()).isEqualTo(project());
  }

  @Test
  default void aStartedInstanceIsSeenAsItWasReturned() {
    Instance started = runtime().start(request(kernelService()));
    assertThat(instances()).containsExactly(started);
    assertThat(runtime().inspect(started)).contains(started);
  }

  @Test
  default void anotherProcessSeesTheSame() {
    Instance started = runtime().start(request(kernelService()));
    assertThat(ContractBench.instances(another(), project())).containsExactly(started);
    assertThat(another().inspect(started)).contains(started);
  }

  @Test
  default void anInstanceTellsWhatItWasMadeFrom() {
    ServiceSpec service = kernelService();
    StartRequest request = ContractBench.again(request(service));
    runtime().start(request);
    Instance seen = instances().get(0);
    String imageId = imageId(service);
    KernelSpec kernel = service.kernel().orElseThrow();
    assertThat(seen.id()).isEqualTo(request.id());
    assertThat(seen.name()).isEqualTo(request.name());
    assertThat(seen.slot()).isEqualTo(request.slot());
    assertThat(seen.spec().project()).isEqualTo(project());
    assertThat(seen.spec().attempt()).isEqualTo(2);
    assertThat(seen.spec().image()).isEqualTo(service.image());
    assertThat(seen.spec().imageId()).isEqualTo(imageId);
    assertThat(seen.spec().specHash()).isEqualTo(SpecHash.of(service, imageId));
    assertThat(seen.spec().memory()).isEqualTo(service.container().limits().memory());
    assertThat(seen.spec().cpus()).isEqualTo(service.container().limits().cpus());
    assertThat(seen.spec().createdBy()).isNotBlank();
    assertThat(seen.owner()).isEmpty();
    Instance.KernelFacts facts = seen.spec().kernel().orElseThrow();
    assertThat(facts.language()).isEqualTo(kernel.language());
    assertThat(facts.config()).isEqualTo(kernel.config().map(KernelConfig::name));
    assertThat(facts.connection()).isEqualTo(kernel.connection());
    assertThat(facts.interrupt()).isEqualTo(kernel.interrupt());
    assertThat(ports().blocks()).contains(facts.ports());
  }

  @Test
  default void aKernelIsMadeInItsOwnersName() {
    Ownership ownership =
        new Ownership(
            Optional.of(new UserName("alice@example.org")),
            Sharing.with(List.of(new UserName("bob"))));
    runtime().start(request(kernelService().withOwnership(ownership)));
    Instance seen = ContractBench.instances(another(), project()).get(0);
    assertThat(seen.spec().createdBy()).isEqualTo("alice@example.org");
    assertThat(seen.spec().ownership()).isEqualTo(ownership);
    assertThat(seen.owner()).contains("alice@example.org");
  }

  private String imageId(ServiceSpec service) {
    return runtime().observe(Observation.of(fleet(service))).images().values().stream()
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void anAdHocKernelHasNoSlot() {
    StartRequest inSlot = request(kernelService());
    StartRequest adHoc =
        new StartRequest(
            inSlot.fleet(),
            inSlot.service(),
            InstanceId.kernel(IDS),
            project() + "-mine",
            Optional.empty(),
            1,
            Optional.empty(),
            inSlot.passedOn(),
            inSlot.connectionFile(),
            inSlot.publish());
    runtime().start(adHoc);
    Instance seen = instances().get(0);
    assertThat(seen.slot()).isEmpty();
    assertThat(seen.name()).isEqualTo(adHoc.name());
    assertThat(seen.isKernel()).isTrue();
  }

  @Test
  default void aKernelThatRunsIsNeverSaidToBeReady() {
    Instance started = runtime().start(request(kernelService()));
    assertThat(started.phase()).isEqualTo(Phase.STARTING);
    assertThat(started.isRunning()).isTrue();
    assertThat(started.startedAt()).isPresent();
    assertThat(started.exit()).isEmpty();
  }

  @Test
  default void aPlainContainerThatRunsIsReady() {
    ServiceSpec plain = plainService();
    if (lacks(Ability.PLAIN_CONTAINERS, () -> runtime().start(request(plain)))) {
      assertThat(instances()).isEmpty();
      return;
    }
    Instance started = runtime().start(request(plain));
    assertThat(started.phase()).isEqualTo(Phase.READY);
    assertThat(started.isKernel()).isFalse();
    assertThat(instances()).containsExactly(started);
  }

  @Test
  default void anEndedProgramIsGoneWithItsExitCode() {
    Instance gone = ended(runtime().start(request(exitingService())));
    assertThat(gone.phase()).isEqualTo(Phase.GONE);
    assertThat(gone.isRunning()).isFalse();
    assertThat(gone.exit().orElseThrow().code()).isEqualTo(3);
    assertThat(gone.exit().orElseThrow().outOfMemory()).isFalse();
    assertThat(instances()).containsExactly(gone);
  }

  @Test
  default void stoppingWithoutGraceKills() {
    Instance started = runtime().start(request(kernelService()));
    runtime().stop(started, Optional.of(Duration.ZERO));
    Instance gone = ended(started);
    assertThat(gone.phase()).isEqualTo(Phase.GONE);
    assertThat(gone.exit().orElseThrow().code()).isEqualTo(137);
    assertThat(gone.id()).isEqualTo(started.id());
  }

  @Test
  default void stoppingWithGraceEndsTheProgram() {
    Instance started = runtime().start(request(kernelService()));
    runtime().stop(started, Optional.of(Duration.ofSeconds(1)));
    assertThat(ended(started).phase()).isEqualTo(Phase.GONE);
  }

  @Test
  default void stoppingWithoutAWordOnGraceTakesTheServicesOwn() {
    ServiceSpec hasty = ContractServices.withGrace(kernelService(), Duration.ofSeconds(1));
    Instance started = runtime().start(request(hasty));
    long before = System.nanoTime();
    runtime().stop(started, Optional.empty());
    Duration taken = Duration.ofNanos(System.nanoTime() - before);
    assertThat(ended(started).phase()).isEqualTo(Phase.GONE);
    assertThat(taken).isLessThan(ProcessSpec.DEFAULT_STOP_GRACE_PERIOD);
  }

  @Test
  default void stoppingTwiceIsNoError() {
    Instance started = runtime().start(request(kernelService()));
    runtime().stop(started, Optional.of(Duration.ZERO));
    Instance gone = ended(started);
    runtime().stop(started, Optional.of(Duration.ZERO));
    assertThat(runtime().inspect(started)).contains(gone);
  }

  @Test
  default void removingKillsWhatRuns() {
    Instance started = runtime().start(request(kernelService()));
    runtime().remove(started);
    assertThat(instances()).isEmpty();
    assertThat(runtime().inspect(started)).isEmpty();
  }

  /** Since whoever wants it removed looked, somebody has started it. */
  @Test
  default void removingWhatWasNotSeenToRunLeavesWhatRuns() {
    Instance started = runtime().start(request(kernelService()));
    for (Phase seen : List.of(Phase.CREATING, Phase.GONE)) {
      assertFails(ErrorCode.CONFLICT, () -> runtime().remove(asSeen(started, seen)));
      assertThat(runtime().inspect(started)).contains(started);
    }
  }

  private static Instance asSeen(Instance instance, Phase phase) {
    return new Instance(
        instance.id(),
        instance.name(),
        instance.handle(),
        instance.slot(),
        instance.spec(),
        phase,
        instance.health(),
        instance.host(),
        instance.createdAt(),
        instance.startedAt(),
        instance.exit(),
        instance.maker());
  }

  @Test
  default void removingWhatHasEndedForgetsIt() {
    Instance gone = ended(runtime().start(request(exitingService())));
    runtime().remove(gone);
    assertThat(instances()).isEmpty();
  }

  @Test
  default void stoppingAndRemovingWhatIsGoneIsNoError() {
    Instance started = runtime().start(request(kernelService()));
    another().remove(started);
    assertThatCode(
            () -> {
              runtime().remove(started);
              runtime().stop(started, Optional.of(Duration.ZERO));
            })
        .doesNotThrowAnyException();
    assertThat(runtime().connectionFile(started)).isEmpty();
  }

  @Test
  default void removingAnInstanceLeavesItsSuccessorAlone() {
    StartRequest request = request(kernelService());
    Instance old = runtime().start(request);
    runtime().remove(old);
    Instance successor = runtime().start(ContractBench.again(request));
    runtime().stop(old, Optional.of(Duration.ZERO));
    runtime().remove(old);
    assertThat(instances()).containsExactly(successor);
    assertThat(runtime().inspect(old)).isEmpty();
  }

  @Test
  default void closingARuntimeLeavesInstancesRunning() {
    Instance started = another().start(request(kernelService()));
    another().close();
    another().close();
    assertThat(runtime().inspect(started)).contains(started);
  }
}
