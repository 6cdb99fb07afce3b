package io.llmspell.fleet.docker.checkup;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the engine has room for images, containers and logs.
 *
 * @param folder where it keeps them
 * @param free bytes that are left there; absent if they can't be seen from here
 */
record DiskCheck(String folder, Optional<ByteSize> free) implements Check {
  /** Less than an image of a kernel takes. */
  private static final ByteSize TOO_LITTLE = ByteSize.ofMebibytes(1 << 10);

  private static final ByteSize LITTLE = ByteSize.ofMebibytes(5 << 10);

  /** Asks the file system, which takes no time, where the engine would count all its files. */
  static DiskCheck of(String folder, boolean here) {
    return new DiskCheck(
        folder, here && !folder.isEmpty() ? free(Path.of(folder)) : Optional.empty());
  }

  private static Optional<ByteSize> free(Path folder) {
    try {
      return Optional.of(new ByteSize(Files.getFileStore(folder).getUsableSpace()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public List<Finding> look() {
    if (free.isEmpty()) {
      return List.of(
          Finding.note(
              name(),
              "the engine's folder " + folder + " can't be seen from here",
              "look at it where the engine runs: `df -h`, `docker system df`"));
    }
    String seen =
        String.format(Locale.ROOT, "%.1f GiB free in %s", free.get().mebibytes() / 1024, folder);
    String advice = "`docker system df` shows what takes room, `docker image prune` frees some";
    if (free.get().compareTo(TOO_LITTLE) < 0) {
      return List.of(Finding.problem(name(), ErrorCode.ENGINE_ERROR, seen, advice));
    }
    return List.of(
        free.get().compareTo(LITTLE) < 0
            ? Finding.note(name(), seen, advice)
            : Finding.ok(name(), seen));
  }
}
