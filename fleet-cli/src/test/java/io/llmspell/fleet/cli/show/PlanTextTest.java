package io.llmspell.fleet.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A plan in lines. */
class PlanTextTest {

  @Test
  void saysWhatIsDoneAndWhyAndWhatIsLostByIt() {
    assertThat(PlanText.of(Plans.full()))
        .containsExactly(
            "bring    image fleet-kernel:latest: it is not here",
            "remove   demo-old-1: the file has no such service"
                + " (it runs, and its state will be lost)",
            "replace  demo-lua-1: its image changed (it runs, and its state will be lost)",
            "start    demo-js-1: its slot is empty",
            "keep     demo-redis-1: it is as the file wants it",
            "1 to start, 1 to replace, 1 to remove, 1 to keep.");
  }

  @Test
  void nothingIsLostWithWhatHasEnded() {
    assertThat(PlanText.of(Plans.ofEnded())).noneMatch(line -> line.contains("lost"));
  }

  @Test
  void saysThatThereIsNothingToDo() {
    assertThat(PlanText.of(Plans.none())).containsExactly("Nothing to do.");
  }

  @Test
  void saysHowToGetRidOfOrphans() {
    assertThat(PlanText.orphans(Plans.full()))
        .containsExactly(
            "orphan   demo-gone-1: the file has no such service; --remove-orphans removes it");
    assertThat(PlanText.orphans(Plans.none())).isEmpty();
  }
}
