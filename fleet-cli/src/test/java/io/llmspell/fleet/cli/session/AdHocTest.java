package io.llmspell.fleet.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.llmspell.fleet.compose.spawn.SpawnedKernel;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code spawn} is asked for, made into a service. */
class AdHocTest {
  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path top;
  private Path folder = Path.of("");
  private Path root = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void writeTheShippedConfigs() throws IOException {
    folder = Files.createDirectories(top.resolve("work"));
    root = top.resolve("root");
    file = root.resolve("compose/docker-compose.yml");
    config(root.resolve("configs/default.toml"), "lua");
    config(root.resolve("configs/javascript.toml"), "javascript");
  }

  @Test
  void isALuaKernelWithTheDefaultConfigIfNothingIsSaid() {
    ServiceSpec service = spawned(Optional.empty(), Optional.empty());

    assertThat(service.kernel().map(KernelSpec::language)).contains("lua");
    assertThat(configFile(service)).isEqualTo(root.resolve("configs/default.toml"));
    assertThat(service.image()).isEqualTo(new ImageReference("fleet-kernel:latest"));
    assertThat(service.container().limits().cpus()).contains(KernelDefaults.SPAWN_CPUS);
    assertThat(service.container().networking().networks())
        .extracting(Networking.Attachment::network)
        .containsExactly(NetworkSpec.FLEET_NETWORK);
    assertThat(service.container().process().passedOn()).isEmpty();
  }

  @Test
  void takesTheConfigOfItsLanguage() {
    assertThat(configFile(spawned(Optional.empty(), Optional.of("javascript"))))
        .isEqualTo(root.resolve("configs/javascript.toml"));
    assertThat(configFile(spawned(Optional.empty(), Optional.of("lua"))))
        .isEqualTo(root.resolve("configs/default.toml"));
  }

  @Test
  void takesItsLanguageFromItsConfig() {
    ServiceSpec service = spawned(Optional.of("javascript"), Optional.empty());

    assertThat(service.kernel().map(KernelSpec::language)).contains("javascript");
    assertThat(service.kernel().flatMap(KernelSpec::config).map(KernelConfig::name))
        .contains("javascript");
  }

  @Test
  void refusesALanguageThatItsConfigIsNotFor() {
    assertThatThrownBy(() -> spawned(Optional.of("default"), Optional.of("javascript")))
        .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_FILE)
        .hasMessage(
            "config %s is for lua, not javascript: a kernel takes its language from its config",
            root.resolve("configs/default.toml"));
  }

  @Test
  void findsAConfigByItsPathFromTheWorkingFolderOrFromTheTop() throws IOException {
    Path mine = config(folder.resolve("mine/own.toml"), "lua");

    assertThat(configFile(spawned(Optional.of("mine/own.toml"), Optional.empty()))).isEqualTo(mine);
    assertThat(configFile(spawned(Optional.of("mine/own"), Optional.empty()))).isEqualTo(mine);
    assertThat(configFile(spawned(Optional.of(mine.toString()), Optional.empty()))).isEqualTo(mine);
  }

  @Test
  void findsAConfigByItsNameTheNearestFirst() throws IOException {
    file = top.resolve("deploy/fleet/compose.yaml");
    for (Path nearer :
        new Path[] {
          root.resolve("configs/own.toml"),
          top.resolve("deploy/configs/own.toml"),
          top.resolve("deploy/fleet/configs/own.toml"),
          folder.resolve("configs/own.toml"),
          folder.resolve("own.toml")
        }) {
      Files.createDirectories(file.resolveSibling("."));
      config(nearer, "lua");

      assertThat(configFile(spawned(Optional.of("own"), Optional.empty()))).isEqualTo(nearer);
    }
  }

  /** It lies beside a folder of configs, and not at that path from where the caller is. */
  @Test
  void aNameNeverLeadsOutOfTheFoldersOfConfigs() throws IOException {
    config(root.resolve("outside.toml"), "lua");

    assertThatThrownBy(() -> spawned(Optional.of("../outside"), Optional.empty()))
        .hasFieldOrPropertyWithValue("code", ErrorCode.NOT_FOUND)
        .hasMessageStartingWith("there is no config '../outside'");
  }

  @Test
  void saysWhereConfigsAreIfOneIsMissing() {
    assertThatThrownBy(() -> spawned(Optional.of("nonsense"), Optional.empty()))
        .hasFieldOrPropertyWithValue("code", ErrorCode.NOT_FOUND)
        .hasMessage(
            "there is no config 'nonsense': name a file, or one in %s", root.resolve("configs"));
  }

  @Test
  void saysWhichLanguagesThereAreIfOneIsMissing() throws IOException {
    config(folder.resolve("configs/python.toml"), "python");
    config(folder.resolve("configs/mine.toml"), "forth");
    Files.writeString(folder.resolve("configs/broken.toml"), "[kernel\n");

    assertThatThrownBy(() -> spawned(Optional.empty(), Optional.of("cobol")))
        .hasFieldOrPropertyWithValue("code", ErrorCode.NOT_FOUND)
        .hasMessage(
            "there is no kernel for 'cobol': there are javascript, lua, python; for another, name"
                + " a config");
  }

  @Test
  void refusesAConfigThatIsNone() throws IOException {
    Files.writeString(folder.resolve("broken.toml"), "[kernel\n");

    assertThatThrownBy(() -> spawned(Optional.of("broken"), Optional.empty()))
        .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_FILE)
        .hasMessageContaining("broken.toml:1");
  }

  @Test
  void isPassedOnTheKeyThatItsConfigNamesAndNoOther() throws IOException {
    environment.put("OPENAI_API_KEY", "sk-secret");
    environment.put("OTHER_API_KEY", "sk-other");
    Files.writeString(folder.resolve("openai.toml"), "[llm]\napi_key_env = \"OPENAI_API_KEY\"\n");

    ServiceSpec service = spawned(Optional.of("openai"), Optional.empty());

    assertThat(service.container().process().passedOn()).containsExactly("OPENAI_API_KEY");
    assertThat(service.toString()).doesNotContain("sk-secret").doesNotContain("sk-other");
  }

  @Test
  void takesItsImageFromTheEnvironmentUnlessOneIsNamed() {
    environment.put("LLMSPELL_IMAGE", "llmspell:2");

    assertThat(spawned(Optional.empty(), Optional.empty()).image())
        .isEqualTo(new ImageReference("llmspell:2"));
    assertThat(withImage("mine:1").image()).isEqualTo(new ImageReference("mine:1"));
  }

  @Test
  void takesABlankImageForNone() {
    environment.put("LLMSPELL_IMAGE", " ");

    assertThat(spawned(Optional.empty(), Optional.empty()).image())
        .isEqualTo(new ImageReference("fleet-kernel:latest"));
  }

  @Test
  void keepsWhatWasSaidOfLimitsVariablesAndTheConnection() {
    SpawnedKernel kernel =
        new SpawnedKernel(
            Optional.empty(),
            Optional.empty(),
            Optional.of(ByteSize.parse("1g")),
            Optional.of(Cpus.parse("0.25")),
            Optional.empty(),
            Connection.PROVIDED,
            Map.of("LEVEL", "9"));

    ServiceSpec service = service(kernel);

    assertThat(service.container().process().environment()).containsExactly(entry("LEVEL", "9"));

    Limits limits = service.container().limits();
    assertThat(limits.memory()).contains(ByteSize.parse("1g"));
    assertThat(limits.cpus()).contains(Cpus.parse("0.25"));
    assertThat(service.kernel().map(KernelSpec::connection)).contains(Connection.PROVIDED);
  }

  private ServiceSpec spawned(Optional<String> config, Optional<String> language) {
    return service(
        new SpawnedKernel(
            config,
            language,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Connection.WRITTEN,
            Map.of()));
  }

  private ServiceSpec withImage(String image) {
    return service(
        new SpawnedKernel(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new ImageReference(image)),
            Connection.WRITTEN,
            Map.of()));
  }

  private ServiceSpec service(SpawnedKernel kernel) {
    return kernel.service(AdHoc.configs(place(), file), AdHoc.image(environment));
  }

  private Place place() {
    return new Place(environment, folder, top.resolve("home"), root);
  }

  private static Path configFile(ServiceSpec service) {
    return service.kernel().flatMap(KernelSpec::config).map(KernelConfig::file).orElseThrow();
  }

  private static Path config(Path path, String language) throws IOException {
    Files.createDirectories(path.resolveSibling("."));
    return Files.writeString(path, "[kernel]\nlanguage = \"" + language + "\"\n");
  }
}
