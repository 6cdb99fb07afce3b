package io.llmspell.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of five and the range they are cut from. */
class PortsTest {

  @Test
  void aBlockHasFivePortsInLlmspellsOrder() {
    PortBlock block = new PortBlock(9555);
    assertThat(block.ports()).containsExactly(9555, 9556, 9557, 9558, 9559);
    assertThat(block.ports())
        .containsExactly(
            block.shell(), block.iopub(), block.stdin(), block.control(), block.heartbeat());
    assertThat(block).hasToString("9555");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_532, 65_536, Integer.MAX_VALUE})
  void aBlockOfPortsThatDoNotExistIsRefused(int base) {
    assertThatThrownBy(() -> new PortBlock(base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(base + " can't be the first of five ports: it must be 1 to 65531");
  }

  @Test
  void theLastBlockEndsWithTheLastPort() {
    assertThat(new PortBlock(65_531).heartbeat()).isEqualTo(65_535);
  }

  @Test
  void blocksOverlapIfTheyShareAPort() {
    assertThat(new PortBlock(100).overlaps(new PortBlock(104))).isTrue();
    assertThat(new PortBlock(104).overlaps(new PortBlock(100))).isTrue();
    assertThat(new PortBlock(100).overlaps(new PortBlock(105))).isFalse();
  }

  @Test
  void blocksAreOrderedByTheirFirstPort() {
    assertThat(new PortBlock(9555)).isLessThan(new PortBlock(9560));
  }

  @Test
  void aRangeIsCutIntoWholeBlocks() {
    assertThat(PortRange.parse("9555-9568").blocks())
        .containsExactly(new PortBlock(9555), new PortBlock(9560));
    assertThat(PortRange.parse(" 1 - 5 ").blocks()).containsExactly(new PortBlock(1));
  }

  @Test
  void theDefaultRangeHasAThousandBlocksFrom9555() {
    assertThat(PortRange.DEFAULT.blocks()).hasSize(1000);
    assertThat(PortRange.DEFAULT.blocks().findFirst()).contains(new PortBlock(9555));
    assertThat(PortRange.DEFAULT).hasToString("9555-14554");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9555", "a-b", "1-2-3", "9555..9604", "-9555-9604", "here:1-5"})
  void aTextThatIsNoRangeIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> PortRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not a port range like 9555-9604");
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.5:9555-9604, 10.0.0.5", "[fd00::5]:9555-9604, fd00::5"})
  void aRangeMayNameTheAddressToPublishOn(String text, String address) {
    PortRange range = PortRange.parse(text);
    assertThat(range).isEqualTo(new PortRange(9555, 9604, Optional.of(address)));
    assertThat(range).hasToString(text);
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    assertThatThrownBy(() -> PortRange.parse("10.0.0.555:9555-9604"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'10.0.0.555' is not an IP address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9555-9558", "0-10", "65530-65540", "9604-9555"})
  void aRangeWithoutABlockIsRefused(String text) {
    assertThatThrownBy(() -> PortRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text + " is not a range of at least five ports within 1-65535");
  }
}
