package io.llmspell.fleet.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment's word goes before the system's. */
class UserHomeTest {
  private static final Path OF_THE_SYSTEM = Path.of(System.getProperty("user.home"));

  @Test
  void homeIsWhatTheEnvironmentSays() {
    assertThat(UserHome.of(Map.of("HOME", "/tmp/x"))).isEqualTo(Path.of("/tmp/x"));
    assertThat(UserHome.of(Map.of("HOME", "x"))).isAbsolute();
  }

  @Test
  void withoutItHomeIsWhatTheSystemSays() {
    assertThat(UserHome.of(Map.of())).isEqualTo(OF_THE_SYSTEM);
    assertThat(UserHome.of(Map.of("HOME", ""))).isEqualTo(OF_THE_SYSTEM);
  }
}
