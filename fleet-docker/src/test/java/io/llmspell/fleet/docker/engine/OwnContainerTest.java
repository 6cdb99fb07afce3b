package io.llmspell.fleet.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnContainerTest {
  private static final String ID = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/lib/docker/containers/%s/hostname /etc/hostname rw - ext4 /dev/vda rw",
        "/containers/storage/overlay-containers/%s/userdata/hostname /etc/hostname rw - tmpfs t rw"
      })
  void itsMountsTellItsId(String mount) throws IOException {
    assertThat(idIn("22 1 0:5 / /proc rw - proc proc rw\n703 699 254:0 " + mount.formatted(ID)))
        .isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "703 699 254:0 /etc/hostname /etc/hostname rw - ext4 /dev/vda rw",
        "703 699 254:0 /var/lib/docker/containers/abc/hostname /etc/hostname rw - ext4 d rw"
      })
  void elsewhereThereIsNone(String mounts) throws IOException {
    assertThat(idIn(mounts)).isEmpty();
  }

  @Test
  void withoutAListOfMountsThereIsNone() {
    assertThat(OwnContainer.idIn(folder.resolve("absent"))).isEmpty();
  }

  private String idIn(String mounts) throws IOException {
    return OwnContainer.idIn(Files.writeString(folder.resolve("mountinfo"), mounts + "\n"))
        .orElse("");
  }
}
