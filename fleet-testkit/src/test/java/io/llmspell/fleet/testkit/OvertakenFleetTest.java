package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What the commands make of it when others change the fleet while they work, or die over it. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class OvertakenFleetTest extends FleetOnFakeEngine {
  @Test
  void upReplacesAKernelWhoseMakerDiesWhileItIsWaitedFor() {
    upOverAMakerWhoDies(Samples.fleet(Samples.service("lua").kernel().build()), "demo-lua-1");
  }

  @Test
  void upReplacesAContainerWhoseMakerDiesWhileItIsWaitedFor() {
    upOverAMakerWhoDies(Samples.fleet(Samples.service("redis").build()), "demo-redis-1");
  }

  @Test
  void upReplacesAJobWhoseMakerDiesWhileItsEndIsWaitedFor() {
    ServiceSpec job = Samples.service("job").build();
    engine.behave(job.name(), Behaviour.dies(0));
    upOverAMakerWhoDies(
        Samples.fleet(
            job,
            Samples.service("needy").dependsOn("job", Condition.COMPLETED_SUCCESSFULLY).build()),
        "demo-job-1");
  }

  /** The second plan is the first once more, and still there was something to do. */
  @Test
  void upGoesOnWhenOthersTakeAwayTwiceWhatItNeeds() {
    engine.load(Samples.IMAGE);
    ServiceSpec service = Samples.service("redis").networks("front").build();
    DesiredFleet fleet = Samples.fleet(service);
    Resource network = new Resource.Network(Samples.network("demo_front"));
    InMemoryRuntime other = new InMemoryRuntime(engine);
    AtomicInteger starts = new AtomicInteger();
    FleetListener discarding =
        event -> {
          if (event.kind() == Kind.STARTING && starts.incrementAndGet() <= 2) {
            assertThat(other.discard(fleet.project(), network)).isTrue();
          }
        };
    assertThat(fleet(new InMemoryRuntime(engine), discarding).up(fleet, UpRequest.ALL).failures())
        .isEmpty();
    assertThat(starts).hasValue(3);
  }

  /** The first look sees what may well be started in a moment. */
  private void upOverAMakerWhoDies(DesiredFleet fleet, String container) {
    InMemoryRuntime maker = new InMemoryRuntime(engine);
    fleet(maker, FleetListener.NONE).up(fleet, NO_WAIT);
    engine.unstart(container);
    engine.beforeNext(Operation.INSPECT, maker::die);
    UpResult result = fleet().up(fleet, UpRequest.ALL);
    assertThat(result.plan().kept()).extracting(Action.Keep::subject).contains(container);
    assertThat(result.failures()).isEmpty();
    assertThat(result.kernels())
        .filteredOn(view -> view.instance().name().equals(container))
        .extracting(view -> view.instance().spec().attempt())
        .containsExactly(2);
  }
}
