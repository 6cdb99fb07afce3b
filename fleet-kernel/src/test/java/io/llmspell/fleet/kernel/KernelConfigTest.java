package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.nio.file.Path;
import java.util.List;
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
        .isEqualTo(
            new KernelConfig(
                KernelConfig.LanguageName.JAVASCRIPT, Log.Level.WARN, true, List.of()));
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
  void doubtsWhatLooksLikeASlip() {
    assertThat(doubts("[kernel]\nlangauge = \"javascript\"")).contains("langauge", "language");
    assertThat(doubts("[kernel]\nLanguage = \"javascript\"")).contains("Language");
    assertThat(doubts("[kernel]\nlang = \"javascript\"")).contains("[kernel] language");
    assertThat(doubts("language = \"javascript\"")).contains("[kernel] language");
    assertThat(doubts("[kernel]\nlog_level = \"debug\"")).contains("[logging] level");
    assertThat(doubts("[logging]\nlevels = \"debug\"")).contains("[logging] level");
    assertThat(doubts("[kernal]\ndebug = true")).contains("[kernel]");
    assertThat(doubts("kernel = \"lua\"")).contains("table");
    assertThat(doubts("[kernel]\ndebug = \"true\"")).contains("true or false");
  }

  private static String doubts(String toml) {
    List<String> doubts = KernelConfig.parse(toml, "test").doubts();
    assertThat(doubts).hasSize(1);
    return doubts.get(0);
  }

  @Test
  void doubtsNoKeyOfLlmspell() {
    String toml =
        """
        default_engine = "lua"
        [kernel]
        max_clients = 3
        heartbeat_interval_ms = 5
        [logging]
        format = "json"
        [engines]
        [providers]
        [rag]
        """;
    assertThat(KernelConfig.parse(toml, "test").doubts()).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    refuses("[kernel]\nlanguage = [\"lua\"]", "[\"lua\"]");
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
