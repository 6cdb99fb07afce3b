package io.llmspell.fleet.docker.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.HealthCheck;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.testkit.Samples;
import io.llmspell.fleet.testkit.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in a container: what it is, whom it runs as, what it finds in its environment. */
class ProcessTranslationTest {
  private static final String CONNECTION = "/run/fleet/kernel/connection.json";

  @ParameterizedTest
  @ValueSource(strings = {"llmspell", "1001", "1001:1001", "jovyan:users"})
  void aKernelRunsAsTheImagesUser(String user) {
    assertThat(kernel(ProcessSpec.OF_IMAGE).imageUser(user).told().at("/User").asText())
        .isEqualTo(user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "root", "0:0", "root:root", "0:1000"})
  void aKernelDoesNotRunAsRootBecauseItsImageWould(String user) {
    assertThat(kernel(ProcessSpec.OF_IMAGE).imageUser(user).told().at("/User").asText())
        .isEqualTo("1000:1000");
  }

  @ParameterizedTest
  @CsvSource({"root, llmspell", "'2000:2000', ''", "'0', root"})
  void aKernelRunsAsWhomTheFileNames(String asked, String ofImage) {
    assertThat(kernel(process("user", asked)).imageUser(ofImage).user()).isEqualTo(asked);
  }

  @Test
  void aPlainContainerRunsAsItsImageSaysEvenIfThatIsRoot() {
    JsonNode told = plain(ProcessSpec.OF_IMAGE).imageUser("").told();

    assertThat(told.at("/User").isMissingNode() || told.at("/User").isNull()).isTrue();
    assertThat(plain(ProcessSpec.OF_IMAGE).imageUser("redis").user()).isEqualTo("redis");
  }

  @Test
  void aKernelsCommandGetsItsPlaceholdersFilledIn() {
    ServiceSpec service =
        Samples.service("lua")
            .kernel()
            .command("kernel", "-f", "{connection_file}", "--port={port}", "{port}{port}", "{x}")
            .build();

    assertThat(Translation.texts(new Translation(service).told().at("/Cmd")))
        .containsExactly("kernel", "-f", CONNECTION, "--port=9555", "95559555", "{x}");
  }

  @Test
  void aKernelsEntrypointGetsItsPlaceholdersFilledInToo() {
    JsonNode told = kernel(process("entrypoint", "run {connection_file}")).told();

    assertThat(Translation.texts(told.at("/Entrypoint"))).containsExactly("run", CONNECTION);
  }

  @Test
  void aPlainContainersCommandIsLeftAsItIs() {
    ServiceSpec service = Samples.service("web").command("echo", "{port}").build();

    assertThat(Translation.texts(new Translation(service).told().at("/Cmd")))
        .containsExactly("echo", "{port}");
  }

  @Test
  void aKernelIsToldItsPortAndItsConnectionFile() {
    assertThat(kernel(ProcessSpec.OF_IMAGE).environment())
        .containsExactly("KERNEL_CONNECTION_FILE=" + CONNECTION, "KERNEL_PORT=9555");
  }

  @Test
  void aKernelWithAConfigIsToldWhereItIs() {
    assertThat(withConfig(ProcessSpec.OF_IMAGE).environment())
        .contains("LLMSPELL_CONFIG=/run/fleet/kernel/config.toml");
  }

  @Test
  void theFilesEnvironmentWinsOverTheFleets() {
    assertThat(withConfig(variables(Map.of("LLMSPELL_CONFIG", "/my.toml"))).environment())
        .contains("LLMSPELL_CONFIG=/my.toml")
        .doesNotContain("LLMSPELL_CONFIG=/run/fleet/kernel/config.toml");
  }

  @Test
  void valuesThatArePassedOnComeAfterTheFiles() {
    assertThat(
            kernel(variables(Map.of("MODE", "dev", "EMPTY", "")))
                .passedOn("OPENAI_API_KEY", "sk-1=2")
                .environment())
        .contains("MODE=dev", "EMPTY=", "OPENAI_API_KEY=sk-1=2");
  }

  @Test
  void aPlainContainerFindsNothingOfAKernels() {
    assertThat(plain(variables(Map.of("A", "b"))).environment()).containsExactly("A=b");
  }

  @Test
  void whatTheFileSaysOfTheProgramIsPassedToTheEngine() {
    JsonNode told =
        plain(
                new ProcessSpec(
                    Optional.of(List.of("/bin/sh", "-c")),
                    Optional.of(List.of("sleep 1")),
                    Map.of(),
                    Set.of(),
                    Optional.empty(),
                    Optional.of("/work"),
                    Optional.of(true),
                    Optional.of("SIGQUIT"),
                    Duration.ofSeconds(90)))
            .told();

    assertThat(Translation.texts(told.at("/Entrypoint"))).containsExactly("/bin/sh", "-c");
    assertThat(Translation.texts(told.at("/Cmd"))).containsExactly("sleep 1");
    assertThat(told.at("/WorkingDir").asText()).isEqualTo("/work");
    assertThat(told.at("/StopSignal").asText()).isEqualTo("SIGQUIT");
    assertThat(told.at("/StopTimeout").asInt()).isEqualTo(90);
    assertThat(told.at("/HostConfig/Init").asBoolean()).isTrue();
  }

  @Test
  void whatTheFileDoesNotSayIsLeftToTheImage() {
    JsonNode told = plain(ProcessSpec.OF_IMAGE).told();

    assertThat(told.at("/Image").asText()).isEqualTo("fleet-kernel:latest");
    assertThat(told.at("/StopTimeout").asInt()).isEqualTo(10);
    assertThat(List.of("/Cmd", "/Entrypoint", "/WorkingDir", "/Healthcheck", "/HostConfig/Init"))
        .allMatch(path -> told.at(path).isMissingNode() || told.at(path).isNull());
  }

  @Test
  void aHealthCheckIsToldInNanoseconds() {
    HealthCheck check =
        new HealthCheck(
            Optional.of(List.of("CMD", "check")),
            Optional.of(Duration.ofSeconds(5)),
            Optional.of(Duration.ofMillis(1500)),
            Optional.of(Duration.ofMinutes(1)),
            Optional.of(4));

    JsonNode told = new Translation(checked(check)).told().at("/Healthcheck");

    assertThat(Translation.texts(told.at("/Test"))).containsExactly("CMD", "check");
    assertThat(told.at("/Interval").asLong()).isEqualTo(5_000_000_000L);
    assertThat(told.at("/Timeout").asLong()).isEqualTo(1_500_000_000L);
    assertThat(told.at("/StartPeriod").asLong()).isEqualTo(60_000_000_000L);
    assertThat(told.at("/Retries").asInt()).isEqualTo(4);
  }

  @Test
  void aHealthCheckThatIsSwitchedOffIsToldSo() {
    JsonNode told = new Translation(checked(HealthCheck.DISABLED)).told();

    assertThat(Translation.texts(told.at("/Healthcheck/Test"))).containsExactly("NONE");
  }

  @Test
  void theContainerIsMadeUnderTheInstancesName() {
    assertThat(new Translation(Samples.service("lua").kernel().build()).slot(2, 1).name())
        .isEqualTo("demo-lua-2");
  }

  private static Translation kernel(ProcessSpec process) {
    return new Translation(with(Samples.service("lua").kernel(), process));
  }

  private static Translation withConfig(ProcessSpec process) {
    return new Translation(with(Samples.service("lua").kernel().config("openai", "d1"), process));
  }

  private static Translation plain(ProcessSpec process) {
    return new Translation(with(Samples.service("web"), process));
  }

  private static ServiceSpec with(ServiceBuilder service, ProcessSpec process) {
    return service.container(ContainerSpec.PLAIN.withProcess(process)).build();
  }

  private static ProcessSpec variables(Map<String, String> environment) {
    return new ProcessSpec(
        Optional.empty(),
        Optional.empty(),
        environment,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ProcessSpec.DEFAULT_STOP_GRACE_PERIOD);
  }

  private static ProcessSpec process(String key, String value) {
    return new ProcessSpec(
        key.equals("entrypoint") ? Optional.of(List.of(value.split(" ", -1))) : Optional.empty(),
        Optional.empty(),
        Map.of(),
        Set.of(),
        key.equals("user") ? Optional.of(value) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ProcessSpec.DEFAULT_STOP_GRACE_PERIOD);
  }

  private static ServiceSpec checked(HealthCheck check) {
    ContainerSpec plain = ContainerSpec.PLAIN;
    return Samples.service("web")
        .container(
            new ContainerSpec(
                plain.process(),
                plain.limits(),
                plain.security(),
                plain.networking(),
                plain.storage(),
                Optional.of(check),
                plain.restart(),
                plain.logging(),
                plain.labels()))
        .build();
  }
}
