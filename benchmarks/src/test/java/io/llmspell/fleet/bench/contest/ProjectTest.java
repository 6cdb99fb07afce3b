package io.llmspell.fleet.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.ProjectName;
import org.junit.jupiter.api.Test;

class ProjectTest {
  @Test
  void everyContestantHasOneOfItsOwn() {
    assertThat(new ProjectName(Project.of("raw API, 8 at once")).value())
        .matches("bench-[0-9a-z]+-raw-api-8-at-once");
  }

  @Test
  void knowsItsOwnFromOthers() {
    assertThat(Project.isOurs(Project.of("docker-fleet"))).isTrue();
    assertThat(Project.isOurs("llmspell")).isFalse();
  }
}
