package io.llmspell.fleet.daemon.access;

import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a {@link TokenFile} as they are now, for a process that goes on while others change
 * them: each call sees whether the file is still the one that was read last, and reads it again if
 * it is not, or is so new that nobody can tell. Thread-safe.
 */
public final class Tokens {
  /** Longer than a tick of any file system's clock. */
  private static final Duration TICK = Duration.ofSeconds(2);

  private final TokenFile file;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Reading> last = new AtomicReference<>();

  public Tokens(TokenFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * What was read.
   *
   * @param isSettled whether a later change gives the file another stamp: two changes in one tick
   *     of the clock may leave the same one
   */
  private record Reading(Optional<Stamp> stamp, boolean isSettled, List<Token> tokens) {}

  /** What tells one version of the file from another, as far as it goes. */
  private record Stamp(long size, FileTime modified, Optional<Object> key) {}

  /**
   * All that count now. Blocks on the disk, for microseconds where nothing has changed.
   *
   * @throws FleetException with {@code INTERNAL} if the file can't be read: what was read before
   *     does not count any more
   */
  public List<Token> now() {
    Instant tick = clock.instant().minus(TICK);
    // Before the file is read: what changes in between is seen by the next call.
    Optional<Stamp> stamp = stamp();
    @Nullable Reading known = last.get();
    if (known != null && known.isSettled() && known.stamp().equals(stamp)) {
      return known.tokens();
    }
    List<Token> tokens = file.read();
    boolean isSettled = stamp.filter(s -> s.modified().toInstant().isAfter(tick)).isEmpty();
    last.set(new Reading(stamp, isSettled, tokens));
    return tokens;
  }

  /** Empty if there is no file. */
  private Optional<Stamp> stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
      return Optional.of(
          new Stamp(
              now.size(),
              Objects.requireNonNull(now.lastModifiedTime()),
              Optional.ofNullable(now.fileKey())));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw file.failed("read", e, "see that you may read it");
    }
  }
}
