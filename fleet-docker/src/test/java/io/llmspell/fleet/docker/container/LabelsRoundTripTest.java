package io.llmspell.fleet.docker.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.KernelSpec.Interrupt;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.testkit.Samples;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told by a container's labels is what it was made from. */
class LabelsRoundTripTest {
  private static final InstanceReading READING =
      new InstanceReading(new Reach(URI.create("unix:///var/run/docker.sock")));

  @ParameterizedTest
  @CsvSource({"PROVIDED, MESSAGE", "PROVIDED, SIGNAL", "WRITTEN, MESSAGE", "WRITTEN, SIGNAL"})
  void aKernelIsReadAsItWasMade(Connection connection, Interrupt interrupt) {
    ServiceSpec service =
        Samples.service("lua").kernel(kernel(connection, interrupt)).container(limited()).build();

    Instance read = read(new Translation(service).slot(3, 2));

    assertThat(read.id()).isEqualTo(new Translation(service).id());
    assertThat(read.slot()).contains(new Slot(new ServiceName("lua"), 3));
    assertThat(read.spec())
        .isEqualTo(
            new Instance.Provenance(
                Samples.PROJECT,
                SpecHash.of(service, Samples.IMAGE_ID),
                2,
                Samples.IMAGE,
                "sha256:1",
                Optional.of(
                    new Instance.KernelFacts(
                        "lua", Optional.of("openai"), Translation.PORTS, connection, interrupt)),
                Optional.of(ByteSize.parse("512m")),
                Optional.of(Cpus.parse("0.5")),
                "jane",
                Ownership.UNSAID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "bob,carol"})
  void aKernelIsItsOwnersAndNotItsMakers(String shared) {
    ServiceSpec service = Samples.service("lua").kernel().owned("alice", shared).build();

    Instance read = read(new Translation(service));

    assertThat(read.spec().createdBy()).isEqualTo("alice");
    assertThat(read.owner()).contains("alice");
    assertThat(read.spec().ownership().sharing()).isEqualTo(Sharing.parse(shared));
  }

  @Test
  void aKernelWithoutAnOwnerIsTheOperatorsInASlotAndElseItsMakers() {
    ServiceSpec service = Samples.service("lua").kernel().build();

    assertThat(read(new Translation(service)).owner()).isEmpty();
    assertThat(read(new Translation(service).adHoc()).owner()).contains("jane");
  }

  @Test
  void aKernelWithoutConfigOrLimitHasNeither() {
    Instance read = read(new Translation(Samples.service("lua").kernel().build()));

    assertThat(read.isKernel()).isTrue();
    assertThat(read.spec().kernel().flatMap(Instance.KernelFacts::config)).isEmpty();
    assertThat(read.spec().memory()).isEmpty();
  }

  @Test
  void anAdHocKernelIsInNoSlot() {
    Instance read = read(new Translation(Samples.service("spawned").kernel().build()).adHoc());

    assertThat(read.isKernel()).isTrue();
    assertThat(read.slot()).isEmpty();
    assertThat(read.service()).isEmpty();
  }

  @Test
  void aPlainContainerIsNoKernel() {
    ServiceSpec service = Samples.service("redis").image("redis:7").build();

    Instance read = read(new Translation(service));

    assertThat(read.isKernel()).isFalse();
    assertThat(read.slot()).contains(new Slot(new ServiceName("redis"), 1));
    assertThat(read.spec().image().value()).isEqualTo("redis:7");
    assertThat(read.spec().specHash()).isEqualTo(SpecHash.of(service, Samples.IMAGE_ID));
  }

  @Test
  void everyLabelIsWrittenSoThatNoneIsInheritedFromAnImage() {
    Map<String, String> kernels =
        new Translation(Samples.service("lua").kernel().config("openai", "d1").build()).labels();
    Map<String, String> plain = new Translation(Samples.service("redis").build()).labels();

    assertThat(plain.keySet()).isEqualTo(kernels.keySet());
    assertThat(plain).containsEntry("io.llmspell.fleet.language", "");
  }

  @Test
  void theFilesOwnLabelsAreKept() {
    ServiceSpec service = Samples.service("redis").container(labelled("team", "x")).build();

    assertThat(new Translation(service).labels())
        .containsEntry("team", "x")
        .containsEntry("io.llmspell.fleet.project", "demo");
  }

  @Test
  void theFleetsLabelsWinOverTheFilesSoThatNobodyForgesThem() {
    ServiceSpec service =
        Samples.service("redis").container(labelled(Labels.PROJECT, "another")).build();

    assertThat(new Translation(service).labels()).containsEntry(Labels.PROJECT, "demo");
  }

  @Test
  void neitherTheKeyNorAValueThatIsPassedOnIsInALabel() {
    ServiceSpec service =
        Samples.service("lua").kernel(kernel(Connection.PROVIDED, Interrupt.MESSAGE)).build();
    Translation translation = new Translation(service).passedOn("OPENAI_API_KEY", "sk-secret");

    assertThat(translation.environment()).contains("OPENAI_API_KEY=sk-secret");
    assertThat(translation.labels().toString())
        .doesNotContain("sk-secret")
        .doesNotContain(Translation.KEY);
  }

  @Test
  void theKeyIsNowhereInWhatTheEngineIsTold() {
    Translation translation = new Translation(Samples.service("lua").kernel().build());

    assertThat(translation.told().toString())
        .contains("KERNEL_CONNECTION_FILE=")
        .doesNotContain(Translation.KEY);
  }

  private static Instance read(Translation made) {
    return READING.read(
        new Listed(made.labels(), "running", "Up 1 second").build(), Optional.empty());
  }

  private static KernelSpec kernel(Connection connection, Interrupt interrupt) {
    KernelConfig config =
        new KernelConfig(
            "openai",
            Path.of("/configs/openai.toml").toAbsolutePath(),
            "d1",
            Optional.of("OPENAI_API_KEY"));
    return new KernelSpec(
        "lua", Optional.of(config), connection, interrupt, Duration.ofSeconds(60));
  }

  private static ContainerSpec limited() {
    return ContainerSpec.PLAIN.withLimits(
        new Limits(
            Optional.of(ByteSize.parse("512m")),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Cpus.parse("0.5")),
            Optional.empty(),
            Optional.empty()));
  }

  private static ContainerSpec labelled(String key, String value) {
    ContainerSpec plain = ContainerSpec.PLAIN;
    return new ContainerSpec(
        plain.process(),
        plain.limits(),
        plain.security(),
        plain.networking(),
        plain.storage(),
        plain.healthCheck(),
        plain.restart(),
        plain.logging(),
        Map.of(key, value));
  }
}
