package io.llmspell.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of projects, services, slots, instances and images. */
class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"demo", "my-fleet_2", "0"})
  void composesProjectNamesAreProjectNames(String text) {
    assertThat(new ProjectName(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Demo", "-demo", "_demo", "my fleet", "a.b", "demo\n"})
  void otherTextsAreNoProjectNames(String text) {
    assertThatThrownBy(() -> new ProjectName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a project name: use lower case letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel-lua-openai", "Web.1", "a_b"})
  void composesServiceNamesAreServiceNames(String text) {
    assertThat(new ServiceName(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", ".a", "a b", "a/b", "ä"})
  void otherTextsAreNoServiceNames(String text) {
    assertThatThrownBy(() -> new ServiceName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a service name: use letters");
  }

  @Test
  void aSlotIsCalledByItsServiceAndIndex() {
    assertThat(new Slot(new ServiceName("kernel-lua"), 2)).hasToString("kernel-lua-2");
  }

  @Test
  void slotsAreOrderedByServiceThenByNumber() {
    ServiceName a = new ServiceName("a");
    assertThat(new Slot(a, 10)).isGreaterThan(new Slot(a, 2));
    assertThat(new Slot(a, 10)).isLessThan(new Slot(new ServiceName("b"), 1));
  }

  @Test
  void slotsCountFromOne() {
    assertThatThrownBy(() -> new Slot(new ServiceName("a"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a slot's index counts from 1, not 0");
  }

  @Test
  void newIdsHaveTheirKindAndEightHexDigits() {
    Random random = new Random(1);
    assertThat(InstanceId.kernel(random).value()).matches("kernel-[0-9a-f]{8}");
    assertThat(InstanceId.container(random).value()).matches("container-[0-9a-f]{8}");
    assertThat(InstanceId.kernel(random)).isNotEqualTo(InstanceId.kernel(random));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kernel-", "kernel-1A2B3C4D", "kernel-1a2b3c4d5", "pod-1a2b3c4d"})
  void otherTextsAreNoIds(String text) {
    assertThatThrownBy(() -> new InstanceId(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not an id like kernel-1a2b3c4d");
  }

  @ParameterizedTest
  @CsvSource({
    "debian, debian:latest",
    "debian:12, debian:12",
    "registry.example:5000/team/kernel, registry.example:5000/team/kernel:latest",
    "registry.example:5000/team/kernel:1.2, registry.example:5000/team/kernel:1.2",
    "kernel@sha256:0123, kernel@sha256:0123"
  })
  void anImageWithoutATagIsTheLatest(String text, String full) {
    assertThat(new ImageReference(text)).hasToString(full).isEqualTo(new ImageReference(full));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "de bian", "/debian", ":latest", "${IMAGE}", "Debian/X"})
  void otherTextsAreNoImages(String text) {
    assertThatThrownBy(() -> new ImageReference(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not an image reference such as fleet-kernel:latest");
  }
}
