package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.StartRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is not the project's is neither seen nor touched, and what failed leaves nothing. */
interface IsolationContract extends ContractBench {

  @Test
  default void otherProjectsAreNotSeen() {
    ServiceSpec service = kernelService();
    Instance mine = runtime().start(request(service));
    Instance theirs = runtime().start(request(fleet(service, otherProject(), ports()), service, 1));
    assertThat(instances()).containsExactly(mine);
    assertThat(ContractBench.instances(runtime(), otherProject())).containsExactly(theirs);
    runtime().remove(mine);
    assertThat(ContractBench.instances(runtime(), otherProject())).containsExactly(theirs);
  }

  @Test
  default void foreignContainersAreNeitherSeenNorTouched() {
    try (Outsider outsider = outsider()) {
      String foreign = project() + "-foreign";
      outsider.runContainer(foreign);
      String before = outsider.stateOf(foreign);
      Instance mine = runtime().start(request(kernelService()));
      assertThat(instances()).containsExactly(mine);
      runtime().stop(mine, Optional.of(Duration.ZERO));
      runtime().remove(mine);
      assertThat(outsider.stateOf(foreign)).isEqualTo(before);
    }
  }

  /** Somebody else's container took the name that an instance once had. */
  @Test
  default void aForeignContainerUnderAnInstancesNameIsNotTouched() {
    StartRequest request = request(kernelService());
    Instance old = runtime().start(request);
    runtime().remove(old);
    try (Outsider outsider = outsider()) {
      outsider.runContainer(request.name());
      String before = outsider.stateOf(request.name());
      assertFails(ErrorCode.CONFLICT, () -> runtime().start(ContractBench.again(request)));
      runtime().stop(old, Optional.of(Duration.ZERO));
      runtime().remove(old);
      assertThat(runtime().inspect(old)).isEmpty();
      assertThat(instances()).isEmpty();
      assertThat(outsider.stateOf(request.name())).isEqualTo(before);
    }
  }

  @Test
  default void aForeignNetworkIsNotDiscarded() {
    Resource network = new Resource.Network(network("own"));
    if (lacks(Ability.NETWORKS, () -> runtime().ensure(project(), network, event -> {}))) {
      return;
    }
    try (Outsider outsider = outsider()) {
      outsider.makeNetwork(network.name());
      assertThat(runtime().discard(project(), network)).isFalse();
    }
  }

  @Test
  default void aForeignVolumeIsNotDiscarded() {
    Resource volume = new Resource.Volume(volume("data"));
    if (lacks(Ability.VOLUMES, () -> runtime().ensure(project(), volume, event -> {}))) {
      return;
    }
    try (Outsider outsider = outsider()) {
      outsider.makeVolume(volume.name());
      assertThat(runtime().discard(project(), volume)).isFalse();
    }
  }

  @Test
  default void aStartWithoutItsImageFailsAndLeavesNothing() {
    ServiceSpec broken = ContractServices.withImage(kernelService(), missingImage());
    assertFails(
        ErrorCode.IMAGE_UNAVAILABLE, () -> runtime().start(request(oneBlock(broken), broken, 1)));
    assertNothingIsLeft();
  }

  @Test
  default void aStartWithoutItsNetworkFailsAndLeavesNothing() {
    ServiceSpec broken = ContractServices.inNetwork(kernelService(), "own");
    if (lacks(Ability.NETWORKS, () -> runtime().start(request(broken)))) {
      return;
    }
    FleetException failure =
        catchThrowableOfType(
            FleetException.class, () -> runtime().start(request(oneBlock(broken), broken, 1)));
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(failure.getMessage()).contains(network("own").name());
    assertNothingIsLeft();
  }

  /** Neither an instance nor its name nor its ports. */
  private void assertNothingIsLeft() {
    assertThat(instances()).isEmpty();
    ServiceSpec service = kernelService();
    Instance next = runtime().start(request(oneBlock(service), service, 1));
    assertThat(instances()).containsExactly(next);
  }

  private DesiredFleet oneBlock(ServiceSpec service) {
    PortRange one = new PortRange(ports().first(), ports().first() + PortBlock.SIZE - 1);
    return fleet(service, project(), one);
  }
}
