package io.llmspell.fleet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.VolumeSpec;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The words in which the contract's tests are written. */
interface ContractBench extends RuntimeUnderTest {
  RandomGenerator IDS = new SecureRandom();

  /** Nobody else's, and another one in every test. */
  ProjectName project();

  /** A second one. */
  ProjectName otherProject();

  default DesiredFleet fleet(ServiceSpec service) {
    return fleet(service, project(), ports());
  }

  default DesiredFleet fleet(ServiceSpec service, ProjectName project, PortRange range) {
    return new DesiredFleet(
        project,
        Map.of(service.name(), service),
        Set.of(),
        Map.of("own", network("own")),
        Map.of("data", volume("data")),
        range);
  }

  /** A network of this test alone, known to its fleets by the given key. */
  default NetworkSpec network(String key) {
    return new NetworkSpec(
        project() + "_" + key, false, Optional.empty(), false, Map.of(), Map.of());
  }

  /** A volume of this test alone, known to its fleets by the given key. */
  default VolumeSpec volume(String key) {
    return new VolumeSpec(project() + "_" + key, false, Optional.empty(), Map.of(), Map.of());
  }

  /** For slot 1 of a service. */
  default StartRequest request(ServiceSpec service) {
    return request(fleet(service), service, 1);
  }

  default StartRequest request(DesiredFleet fleet, ServiceSpec service, int index) {
    Slot slot = new Slot(service.name(), index);
    return new StartRequest(
        fleet,
        service,
        newId(service),
        fleet.project() + "-" + slot,
        Optional.of(slot),
        1,
        Optional.empty(),
        Map.of(),
        isProvided(service)
            ? Optional.<Function<PortBlock, byte[]>>of(ContractBench::connectionFile)
            : Optional.empty(),
        StartRequest.Publish.AUTO);
  }

  private static InstanceId newId(ServiceSpec service) {
    return service.isKernel() ? InstanceId.kernel(IDS) : InstanceId.container(IDS);
  }

  private static boolean isProvided(ServiceSpec service) {
    return service
        .kernel()
        .filter(kernel -> kernel.connection() == KernelSpec.Connection.PROVIDED)
        .isPresent();
  }

  /** As Jupyter's launchers write it, so that a real kernel can read it. */
  static byte[] connectionFile(PortBlock ports) {
    return """
        {"transport": "tcp", "ip": "0.0.0.0", "shell_port": %d, "iopub_port": %d,
         "stdin_port": %d, "control_port": %d, "hb_port": %d,
         "key": "not-a-secret", "signature_scheme": "hmac-sha256"}
        """
        .formatted(ports.shell(), ports.iopub(), ports.stdin(), ports.control(), ports.heartbeat())
        .getBytes(UTF_8);
  }

  /** The same request once more, as another process would make it. */
  static StartRequest again(StartRequest request) {
    return new StartRequest(
        request.fleet(),
        request.service(),
        newId(request.service()),
        request.name(),
        request.slot(),
        request.attempt() + 1,
        request.preferredPorts(),
        request.passedOn(),
        request.connectionFile(),
        request.publish());
  }

  /** The same request under another name. */
  static StartRequest named(StartRequest request, String name) {
    return new StartRequest(
        request.fleet(),
        request.service(),
        request.id(),
        name,
        request.slot(),
        request.attempt(),
        request.preferredPorts(),
        request.passedOn(),
        request.connectionFile(),
        request.publish());
  }

  /** Everything that a plan would have to know of this test's project. */
  default ObservedFleet wholeLook() {
    return runtime().observe(Observation.of(fleet(kernelService())));
  }

  /** Five ports, so that there is room for one kernel. */
  default PortRange oneBlock() {
    return new PortRange(ports().first(), ports().first() + PortBlock.SIZE - 1);
  }

  static StartRequest preferring(StartRequest request, PortBlock ports) {
    return new StartRequest(
        request.fleet(),
        request.service(),
        request.id(),
        request.name(),
        request.slot(),
        request.attempt(),
        Optional.of(ports),
        request.passedOn(),
        request.connectionFile(),
        request.publish());
  }

  static PortBlock ports(Instance instance) {
    return instance.spec().kernel().orElseThrow().ports();
  }

  default List<Instance> instances() {
    return instances(runtime(), project());
  }

  static List<Instance> instances(KernelRuntime runtime, ProjectName project) {
    return runtime.observe(Observation.ofInstances(project)).instances();
  }

  /** Waits until the instance's program has ended. */
  default Instance ended(Instance instance) {
    return Eventually.see(
        patience(),
        () -> runtime().inspect(instance).orElseThrow(),
        seen -> seen.exit().isPresent());
  }

  /** That the call fails as agreed, and that its message says something. */
  default FleetException assertFails(ErrorCode code, ThrowingCallable call) {
    FleetException failure = catchThrowableOfType(FleetException.class, call);
    assertThat(failure).as("the failure").isNotNull();
    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
    assertThat(failure.getMessage()).isNotBlank();
    return failure;
  }

  /** Whether the runtime lacks an ability; if so, the call fails for just that reason. */
  default boolean lacks(Ability ability, ThrowingCallable call) {
    if (runtime().capabilities().has(ability)) {
      return false;
    }
    assertFails(ErrorCode.UNSUPPORTED, call);
    return true;
  }
}
