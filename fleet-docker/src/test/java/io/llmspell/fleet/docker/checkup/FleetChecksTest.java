package io.llmspell.fleet.docker.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.checkup.Finding.Weight;
import io.llmspell.fleet.checkup.PortsCheck;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the images and the ports that a fleet needs. */
class FleetChecksTest {
  private static final PortRange TWO_BLOCKS = new PortRange(9555, 9564);

  @Test
  void imagesThatAreThereAreNamedTogether() {
    assertThat(
            new ImagesCheck(
                    Map.of(
                        new ImageReference("b"), PullPolicy.NEVER,
                        new ImageReference("a"), PullPolicy.ALWAYS),
                    Set.of(new ImageReference("a"), new ImageReference("b")),
                    true)
                .look())
        .containsExactly(Finding.ok("images", "there: a:latest, b:latest"));
  }

  @ParameterizedTest
  @CsvSource({
    "fleet-kernel, MISSING, true, NOTE, builds it",
    "fleet-kernel, NEVER, true, NOTE, builds it",
    "fleet-kernel, MISSING, false, NOTE, docker pull fleet-kernel:latest",
    "other, MISSING, true, NOTE, docker pull other:latest",
    "other, ALWAYS, true, NOTE, docker pull other:latest",
    "other, NEVER, true, PROBLEM, build or load it",
    "other, BUILD, true, NOTE, docker-fleet build"
  })
  void saysHowAMissingImageComes(
      String image, PullPolicy policy, boolean buildable, Weight weight, String advice) {
    List<Finding> findings =
        new ImagesCheck(Map.of(new ImageReference(image), policy), Set.of(), buildable).look();

    assertThat(findings).extracting(Finding::weight).containsExactly(weight);
    assertThat(findings.get(0).seen()).startsWith(new ImageReference(image) + " is not there");
    assertThat(findings.get(0).advice().orElseThrow()).contains(advice);
  }

  @Test
  void countsTheBlocksThatAreFree() {
    assertThat(ports(Set.of(new PortBlock(9555)), Set.of(), FleetChecksTest::nobody, 1))
        .containsExactly(
            Finding.ok("ports", "9555-9564: 1 of 2 blocks of five ports are free, 1 leased"));
  }

  @Test
  void saysWhichBlocksOthersTookAndByWhichPort() {
    List<Finding> findings = ports(Set.of(), Set.of(9564), port -> port == 9555, 0);

    assertThat(findings).extracting(Finding::weight).containsExactly(Weight.PROBLEM, Weight.NOTE);
    assertThat(findings.get(1).seen())
        .isEqualTo("taken by others: block 9555 (port 9555), block 9560 (port 9564)");
  }

  @Test
  void namesTheFirstFewOfManyTakenBlocks() {
    List<Finding> findings =
        new PortsCheck(new PortRange(9000, 9049), Set.of(), Set.of(), port -> port < 9040, 1)
            .look();

    assertThat(findings.get(0).seen()).startsWith("9000-9049: 2 of 10 blocks");
    assertThat(findings.get(1).seen()).endsWith("block 9020 (port 9020) and 3 more");
  }

  @Test
  void whatIsPublishedOfALeasedBlockIsItsKernels() {
    assertThat(ports(Set.of(new PortBlock(9555)), Set.of(9556), FleetChecksTest::nobody, 0))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, OK", "1, OK", "2, OK", "3, PROBLEM"})
  void thereHaveToBeAsManyAsTheFileStillNeeds(int wanted, Weight weight) {
    Finding finding = ports(Set.of(), Set.of(), FleetChecksTest::nobody, wanted).get(0);

    assertThat(finding.weight()).isEqualTo(weight);
    if (weight == Weight.PROBLEM) {
      assertThat(finding.problem()).contains(ErrorCode.PORTS_EXHAUSTED);
      assertThat(finding.seen()).endsWith("; the file's kernels need 3 more");
    }
  }

  @Test
  void oneHasToBeLeftForASpawn() {
    Set<PortBlock> all = Set.of(new PortBlock(9555), new PortBlock(9560));

    assertThat(ports(all, Set.of(), FleetChecksTest::nobody, 0).get(0).problem())
        .contains(ErrorCode.PORTS_EXHAUSTED);
  }

  private static boolean nobody(int port) {
    return false;
  }

  private static List<Finding> ports(
      Set<PortBlock> leased, Set<Integer> published, IntPredicate listening, int wanted) {
    return new PortsCheck(TWO_BLOCKS, leased, published, listening, wanted).look();
  }
}
