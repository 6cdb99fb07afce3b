package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * What every {@link io.llmspell.fleet.runtime.KernelRuntime} does, as tests. A runtime's own test
 * extends this and says how to get at it, see {@link RuntimeUnderTest}; the tests leave the engine
 * as they found it. What a runtime does not declare among its abilities is seen to fail with {@code
 * UNSUPPORTED}.
 */
public abstract class KernelRuntimeContract
    implements LifecycleContract,
        NameContract,
        PortContract,
        RenameContract,
        RaceContract,
        CrashContract,
        ConnectionFileContract,
        ResourceContract,
        IsolationContract,
        AbilityContract,
        InsideContract {
  private final String nonce = HexFormat.of().toHexDigits(IDS.nextInt());

  /** Of this test alone; whatever carries it is removed after it. */
  @Override
  public final ProjectName project() {
    return new ProjectName("contract-" + nonce);
  }

  /** A second one of this test alone; likewise. */
  @Override
  public final ProjectName otherProject() {
    return new ProjectName("other-" + nonce);
  }

  @AfterEach
  final void removeAllThatTheTestMade() {
    for (ProjectName project : List.of(project(), otherProject())) {
      for (Instance left : ContractBench.instances(runtime(), project)) {
        runtime().remove(left);
      }
      runtime()
          .observe(Observation.of(fleet(kernelService(), project, ports())))
          .leftovers()
          .forEach(runtime()::collect);
      if (runtime().capabilities().has(Ability.NETWORKS)) {
        runtime().discard(project, new Resource.Network(network("own")));
      }
      if (runtime().capabilities().has(Ability.VOLUMES)) {
        runtime().discard(project, new Resource.Volume(volume("data")));
      }
    }
  }
}
