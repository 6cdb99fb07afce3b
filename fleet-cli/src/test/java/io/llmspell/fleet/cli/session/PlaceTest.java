package io.llmspell.fleet.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the program runs. */
class PlaceTest {

  @Test
  void stateLivesInTheUsersHomeUnlessToldOtherwise() {
    assertThat(place(Map.of()).fleetHome()).isEqualTo(Path.of("/home/jane/.llmspell/fleet"));
    assertThat(place(Map.of("FLEET_HOME", " ")).fleetHome())
        .isEqualTo(Path.of("/home/jane/.llmspell/fleet"));
  }

  @Test
  void fleetHomeIsMeantFromTheWorkingFolder() {
    assertThat(place(Map.of("FLEET_HOME", "/var/fleet")).fleetHome())
        .isEqualTo(Path.of("/var/fleet"));
    assertThat(place(Map.of("FLEET_HOME", "state")).fleetHome())
        .isEqualTo(Path.of("/elsewhere/state"));
  }

  @Test
  void isPrintedWithoutTheEnvironment() {
    assertThat(place(Map.of("OPENAI_API_KEY", "sk-secret")).toString())
        .contains("/elsewhere")
        .doesNotContain("sk-secret");
  }

  private static Place place(Map<String, String> environment) {
    return new Place(environment, Path.of("/elsewhere"), Path.of("/home/jane"), Path.of("/opt"));
  }
}
