package io.llmspell.fleet.checkup;

import io.llmspell.fleet.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Whether connection files can be kept where they belong, and nobody else gets at them.
 *
 * @param folder that is or will be {@code FLEET_HOME}
 * @param user whose it shall be, as the system names him
 */
public record HomeCheck(Path folder, String user) implements Check {
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  @Override
  public String name() {
    return "home";
  }

  @Override
  public List<Finding> look() {
    if (!Files.exists(folder)) {
      return List.of(toBeMade());
    }
    if (!Files.isDirectory(folder)) {
      return List.of(unusable(folder + " is not a folder"));
    }
    if (!Files.isWritable(folder)) {
      return List.of(unusable("you may not write to " + folder));
    }
    return List.of(existing());
  }

  private Finding toBeMade() {
    Path above = folder.toAbsolutePath();
    while (above.getParent() != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return Files.isDirectory(above) && Files.isWritable(above)
        ? Finding.ok(name(), folder + " will be made when it is needed")
        : unusable(folder + " is not there, and you may not make it in " + above);
  }

  private Finding existing() {
    PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (view == null) {
      return Finding.ok(name(), folder + " is there");
    }
    try {
      return judged(view.readAttributes());
    } catch (IOException e) {
      return unusable("can't look at " + folder + ": " + e.getMessage());
    }
  }

  private Finding judged(PosixFileAttributes attributes) {
    String mode = PosixFilePermissions.toString(attributes.permissions());
    String seen = folder + " is " + attributes.owner().getName() + "'s, " + mode;
    if (attributes.permissions().stream().anyMatch(OTHERS_WRITE::contains)) {
      return Finding.problem(
          name(),
          ErrorCode.INTERNAL,
          seen + ": others can put files of theirs in the place of yours",
          "chmod 700 " + folder);
    }
    if (!attributes.owner().getName().equals(user)) {
      return Finding.note(
          name(), seen + ", and not yours", "set FLEET_HOME to a folder of your own");
    }
    return mode.endsWith("------")
        ? Finding.ok(name(), seen)
        : Finding.note(name(), seen + ": others can see the names in it", "chmod 700 " + folder);
  }

  private Finding unusable(String seen) {
    return Finding.problem(
        name(), ErrorCode.INTERNAL, seen, "set FLEET_HOME to a folder that you may write to");
  }
}
