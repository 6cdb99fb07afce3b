package io.llmspell.fleet.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.checkup.Finding.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be wrong with the folder of the connection files. */
class HomeCheckTest {
  @TempDir private Path folder;
  private Path home;
  private String owner;

  @BeforeEach
  void setUp() throws IOException {
    home = folder.resolve("home");
    owner = Files.getOwner(folder).getName();
  }

  @ParameterizedTest
  @CsvSource({
    "rwx------, OK, 'is %s''s, rwx------'",
    "rwxr-xr-x, NOTE, 'others can see the names in it'",
    "rwxrwx---, PROBLEM, 'others can put files of theirs in the place of yours'",
    "rwx----w-, PROBLEM, 'others can put files of theirs in the place of yours'"
  })
  void looksAtWhatOthersMayDo(String mode, Weight weight, String seen) throws IOException {
    Files.createDirectory(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString(mode));

    Finding finding = look(home, owner);
    assertThat(finding.weight()).isEqualTo(weight);
    assertThat(finding.seen()).startsWith(home.toString()).contains(seen.formatted(owner));
    assertThat(finding.advice().isPresent()).isEqualTo(weight != Weight.OK);
  }

  @Test
  void looksThroughALink() throws IOException {
    Files.createDirectory(home, ours());
    Path link = Files.createSymbolicLink(folder.resolve("link"), home);

    assertThat(look(link, owner).weight()).isEqualTo(Weight.OK);
  }

  @Test
  void saysWhoseItIsIfItIsAnothers() throws IOException {
    Files.createDirectory(home, ours());

    Finding finding = look(home, "somebody-else");
    assertThat(finding.weight()).isEqualTo(Weight.NOTE);
    assertThat(finding.seen()).contains(owner + "'s", "and not yours");
  }

  @Test
  void isWellWhereItCanBeMade() {
    assertThat(look(home.resolve("deep/er"), owner))
        .isEqualTo(Finding.ok("home", home.resolve("deep/er") + " will be made when it is needed"));
  }

  @Test
  void canNotBeMadeInAFile() throws IOException {
    Files.writeString(home, "");

    assertThat(look(home.resolve("deeper"), owner).seen())
        .isEqualTo(home.resolve("deeper") + " is not there, and you may not make it in " + home);
    assertThat(look(home, owner).seen()).isEqualTo(home + " is not a folder");
    assertThat(look(home, owner).advice().orElseThrow()).contains("FLEET_HOME");
  }

  private static FileAttribute<?> ours() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  private static Finding look(Path home, String user) {
    return new HomeCheck(home, user).look().get(0);
  }
}
