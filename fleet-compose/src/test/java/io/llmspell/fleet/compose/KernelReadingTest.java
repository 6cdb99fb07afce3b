package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Culling;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.model.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code x-kernel} and the config files of kernels. */
class KernelReadingTest {
  private static final String LUA =
      "[kernel]\nlanguage = 'lua'\n[llm]\napi_key_env = 'OPENAI_API_KEY'\n";

  @TempDir Path folder;
  private ComposeFolder compose = new ComposeFolder(Path.of("."));

  @BeforeEach
  void openFolder() {
    compose = new ComposeFolder(folder).with("openai.toml", LUA);
  }

  @Test
  void fillsInWhatTheFileLeavesOut() {
    assertThat(compose.readService("x-kernel: {language: python}").kernel())
        .contains(
            new KernelSpec(
                "python",
                Optional.empty(),
                KernelSpec.Connection.PROVIDED,
                KernelSpec.Interrupt.MESSAGE,
                KernelSpec.DEFAULT_STARTUP_TIMEOUT));
  }

  @Test
  void readsEveryKey() {
    ServiceSpec service =
        compose.readService(
            """
            command: [k, "-f", "{connection_file}", "--port={port}"]
            x-kernel:
              config: ./openai.toml
              connection: written
              interrupt_mode: signal
              startup_timeout: 2m
              warm: 3
              cull: {idle: 30m, busy: 8h, lifetime: 24h, connected: true}
            """);

    KernelConfig config = KernelConfigs.read(folder.resolve("openai.toml"));
    assertThat(service.kernel())
        .contains(
            new KernelSpec(
                "lua",
                Optional.of(config),
                KernelSpec.Connection.WRITTEN,
                KernelSpec.Interrupt.SIGNAL,
                Duration.ofMinutes(2),
                Ownership.UNSAID,
                3,
                new Culling(
                    Optional.of(Duration.ofMinutes(30)),
                    Optional.of(Duration.ofHours(8)),
                    Optional.of(Duration.ofHours(24)),
                    true)));
    assertThat(service.container().process().command())
        .contains(List.of("k", "-f", "{connection_file}", "--port={port}"));
    assertThat(service.container().process().passedOn()).containsExactly("OPENAI_API_KEY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          owner: alice                                | alice | ''
          owner: alice, shared: true                  | alice | *
          owner: alice, shared: [carol, bob, bob]     | alice | bob,carol
          owner: alice, shared: []                    | alice | ''
          owner: alice, shared: false                 | alice | ''
          shared: true                                |       | *
          """)
  void readsWhoseAKernelIs(String keys, @Nullable String owner, String shared) {
    KernelSpec kernel =
        compose.readService("x-kernel: {language: lua, " + keys + "}").kernel().orElseThrow();

    assertThat(kernel.ownership())
        .isEqualTo(
            new Ownership(Optional.ofNullable(owner).map(UserName::new), Sharing.parse(shared)));
  }

  @Test
  void readsWhenKernelsInNoServiceEnd() {
    DesiredFleet fleet = compose.read("x-fleet: {cull: {idle: 1h}}\nservices: {a: {image: i}}\n");
    assertThat(fleet.culling())
        .isEqualTo(
            new Culling(
                Optional.of(Duration.ofHours(1)), Optional.empty(), Optional.empty(), false));
  }

  @Test
  void aServiceCanNotBeCalledAsAPoolIs() {
    assertThat(compose.problems("services: {lua.warm: {image: i}}\n"))
        .containsExactly(
            "docker-compose.yml:1: services.lua.warm: 'lua.warm' is what the kernels are called"
                + " that service lua keeps warm: call it otherwise");
  }

  @Test
  void passesNoKeyOnThatTheFileGivesItself() {
    ServiceSpec service =
        compose.readService(
            """
            environment: {OPENAI_API_KEY: of-a-test-server}
            x-kernel: {config: openai.toml}
            """);

    assertThat(service.container().process().passedOn()).isEmpty();
    assertThat(service.container().process().environment())
        .containsEntry("OPENAI_API_KEY", "of-a-test-server");
  }

  @Test
  void leavesBracesOfServicesThatAreNoKernelsAlone() {
    assertThat(compose.problemsOfService("command: [echo, '{prot}']")).isEmpty();
  }

  @Test
  void knowsAConfigByItsContent() {
    KernelConfig before = KernelConfigs.read(folder.resolve("openai.toml"));
    compose.with("openai.toml", LUA + "# changed\n");
    KernelConfig after = KernelConfigs.read(folder.resolve("openai.toml"));

    assertThat(before.name()).isEqualTo("openai");
    assertThat(before.file()).isEqualTo(folder.resolve("openai.toml").toAbsolutePath());
    assertThat(before.apiKeyEnv()).contains("OPENAI_API_KEY");
    assertThat(before.digest()).matches("[0-9a-f]{64}").isNotEqualTo(after.digest());
    assertThat(KernelConfigs.language(folder.resolve("openai.toml"))).contains("lua");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kernel = 1                  | : kernel must be a table, written as [kernel]
          kernel.language = 5         | : kernel.language must be a text in quotes
          llm.api_key_env = 'sk-1 2'  | : llm.api_key_env must be the name of a variable, such as OPENAI_API_KEY
          [kernel                     | :1: not valid TOML
          """)
  void saysWhatIsWrongWithAConfig(String toml, String problem) {
    compose.with("bad.toml", toml);

    assertThatThrownBy(() -> KernelConfigs.read(folder.resolve("bad.toml")))
        .isInstanceOfSatisfying(
            FleetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE))
        .hasMessageStartingWith(folder.resolve("bad.toml") + problem)
        .hasMessageNotContaining("sk-1");
  }

  @Test
  void saysThatAConfigIsNotThere() {
    assertThatThrownBy(() -> KernelConfigs.language(folder.resolve("no.toml")))
        .isInstanceOfSatisfying(
            FleetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }
}
