package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.AdHocNames;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.WarmPool;
import io.llmspell.fleet.runtime.StartRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A successor gets the name of the one that it replaces. */
interface RenameContract extends ContractBench {

  @Test
  default void aRenamedInstanceIsTheSameUnderAnotherName() {
    StartRequest request = request(kernelService());
    Instance staged = runtime().start(ContractBench.named(request, request.name() + ".next"));
    Instance renamed = another().rename(staged, request.name());
    assertThat(renamed.name()).isEqualTo(request.name());
    assertThat(renamed.id()).isEqualTo(staged.id());
    assertThat(renamed.slot()).isEqualTo(staged.slot());
    assertThat(renamed.spec()).isEqualTo(staged.spec());
    assertThat(renamed.host()).isEqualTo(staged.host());
    assertThat(instances()).containsExactly(renamed);
  }

  @Test
  default void whoeverKnowsAnInstanceByItsOldNameCanStillEndIt() {
    StartRequest request = request(kernelService());
    Instance staged = runtime().start(ContractBench.named(request, request.name() + ".next"));
    Instance renamed = runtime().rename(staged, request.name());
    assertThat(another().inspect(staged)).contains(renamed);
    another().stop(staged, Optional.empty());
    another().remove(staged);
    assertThat(instances()).isEmpty();
  }

  @Test
  default void renamingTwiceIsRenamingOnce() {
    StartRequest request = request(kernelService());
    Instance staged = runtime().start(ContractBench.named(request, request.name() + ".next"));
    Instance renamed = runtime().rename(staged, request.name());
    assertThat(another().rename(staged, request.name())).isEqualTo(renamed);
  }

  @Test
  default void aTakenNameIsNotGivenAgain() {
    StartRequest request = request(kernelService());
    Instance first = runtime().start(request);
    Instance staged =
        runtime()
            .start(ContractBench.named(ContractBench.again(request), request.name() + ".next"));
    assertFails(ErrorCode.CONFLICT, () -> another().rename(staged, request.name()));
    assertThat(instances()).containsExactly(first, staged);
  }

  @Test
  default void anInstanceThatIsGoneCanNotBeRenamed() {
    StartRequest request = request(kernelService());
    Instance staged = runtime().start(ContractBench.named(request, request.name() + ".next"));
    runtime().remove(staged);
    assertFails(ErrorCode.CONFLICT, () -> another().rename(staged, request.name()));
    assertThat(instances()).isEmpty();
  }

  @Test
  default void aKernelThatLeavesItsPoolIsInNoSlotAndItsSlotIsFree() {
    StartRequest request = request(warm(kernelService()));
    Instance pooled = runtime().start(request);
    assertThat(pooled.isWarm()).isTrue();
    String name = AdHocNames.of(project(), pooled.id());
    Instance left = another().rename(pooled, name);
    assertThat(left.name()).isEqualTo(name);
    assertThat(left.id()).isEqualTo(pooled.id());
    assertThat(left.slot()).isEmpty();
    assertThat(left.host()).isEqualTo(pooled.host());
    assertThat(another().rename(pooled, name)).isEqualTo(left);
    Instance next = runtime().start(ContractBench.again(request));
    assertThat(instances()).containsExactlyInAnyOrder(left, next);
  }

  @Test
  default void aKernelThatHasLeftItsPoolKeepsItsName() {
    Instance pooled = runtime().start(request(warm(kernelService())));
    String found = AdHocNames.found(project(), pooled.spec().specHash());
    Instance left = runtime().rename(pooled, found);
    assertFails(
        ErrorCode.CONFLICT, () -> another().rename(pooled, AdHocNames.of(project(), pooled.id())));
    assertThat(instances()).containsExactly(left);
  }

  private static ServiceSpec warm(ServiceSpec service) {
    return service.withName(WarmPool.of(service.name()));
  }

  @Test
  default void onlyWhatStandsBeforeADotCanBeTheNewName() {
    Instance started = runtime().start(request(kernelService()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runtime().rename(started, project() + "-other"));
    assertThat(instances()).containsExactly(started);
  }
}
