package io.llmspell.fleet.process.store;

import io.llmspell.fleet.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Claims on kernels, a file each in the store's folder {@code claims}. Whoever changes them holds
 * the store's lock.
 */
public final class Claims {
  private final Path folder;

  /**
   * @param root the store's
   */
  public Claims(Path root) {
    this.folder = root.resolve("claims");
  }

  /** Of all kernels. */
  public List<StoredClaim> all() {
    return StoredFiles.in(folder).stream()
        .flatMap(file -> StoredFiles.json(file).flatMap(StoredClaim::of).stream())
        .toList();
  }

  /** Takes a place unless it is taken; returns whose it is then. */
  public StoredClaim put(StoredClaim claim) {
    return all().stream()
        .filter(there -> there.name().equals(claim.name()))
        .findFirst()
        .orElseGet(
            () -> {
              StoredFiles.write(folder.resolve(claim.name()), JsonText.write(claim.toJson()));
              return claim;
            });
  }

  /** Gives a place back; idempotent. */
  public void remove(StoredClaim claim) {
    try {
      Files.deleteIfExists(folder.resolve(claim.name()));
    } catch (IOException e) {
      throw StoredFiles.failure("release " + claim.name(), e);
    }
  }
}
