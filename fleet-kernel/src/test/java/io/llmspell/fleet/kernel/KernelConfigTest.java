package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KernelConfigTest {

  @Test
  void readsWhatLlmspellReads() {
    KernelConfig config =
        KernelConfig.parse(
            """
            [kernel]
            language = "javascript"
            [llm]
            provider = "openai"
            model = "m"
            api_key_env = "KEY"
            [logging]
            level = "warn"
            """,
            "test");
    assertThat(config)
        .isEqualTo(new KernelConfig(KernelConfig.LanguageName.JAVASCRIPT, Log.Level.WARN, true));
  }

  @Test
  void isLuaUnlessTold() {
    assertThat(KernelConfig.parse("", "test")).isEqualTo(KernelConfig.DEFAULT);
  }

  @Test
  void logsMoreWithDebug() {
    assertThat(KernelConfig.parse("[kernel]\ndebug = true", "test").logLevel())
        .isEqualTo(Log.Level.DEBUG);
  }

  @Test
  void saysWhatIsWrong() {
    refuses("[kernel]\nlanguage = \"cobol\"", "\"lua\" and \"javascript\"");
    refuses("[logging]\nlevel = \"loud\"", "loud");
    refuses("[kernel]\nlanguage lua", "line 2");
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    assertThatExceptionOfType(FleetException.class)
        .isThrownBy(() -> KernelConfig.read(Path.of("no", "such.toml")))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  private static void refuses(String toml, String why) {
    assertThatExceptionOfType(FleetException.class)
        .isThrownBy(() -> KernelConfig.parse(toml, "test"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE))
        .withMessageContaining(why);
  }
}
