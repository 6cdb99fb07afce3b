package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.Culling;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When a kernel has come to one of its limits. Pure. */
public final class CullRule {
  /** The longest time that a warning comes before the end. */
  private static final Duration LONGEST_NOTICE = Duration.ofMinutes(1);

  private static final int PART_OF_LIMIT = 10;

  private CullRule() {}

  /**
   * What is known of a kernel.
   *
   * @param startedAt absent if the engine does not say
   * @param idleSince absent if it executes something, or if that can't be known
   * @param busySince since when it executes what it executes; absent if it does not
   */
  public record Facts(
      Optional<Instant> startedAt, Optional<Instant> idleSince, Optional<Instant> busySince) {}

  /**
   * A limit that it comes to.
   *
   * @param at when, if nothing changes until then
   * @param notice how long before that people are warned
   * @param cause in words: {@code it was idle for 30 minutes}
   */
  public record End(Instant at, Duration notice, String cause) {
    /** From when on people are warned. */
    public Instant warning() {
      return at.minus(notice);
    }
  }

  /** The first limit that it comes to; absent if it comes to none. */
  public static Optional<End> of(Culling limits, Facts facts) {
    return Stream.of(
            end(limits.idle(), facts.idleSince(), "it was idle for "),
            end(limits.busy(), facts.busySince(), "it was busy for "),
            end(limits.lifetime(), facts.startedAt(), "it has lived for "))
        .flatMap(Optional::stream)
        .min(Comparator.comparing(End::at));
  }

  private static Optional<End> end(
      Optional<Duration> limit, Optional<Instant> since, String beginning) {
    return limit.flatMap(
        time ->
            since.map(start -> new End(start.plus(time), notice(time), beginning + words(time))));
  }

  private static Duration notice(Duration limit) {
    Duration part = limit.dividedBy(PART_OF_LIMIT);
    return part.compareTo(LONGEST_NOTICE) > 0 ? LONGEST_NOTICE : part;
  }

  /** {@code 1h 30m}; what is shorter than a second is left out. */
  public static String words(Duration time) {
    String text =
        part(time.toHours(), "h ")
            + part(time.toMinutesPart(), "m ")
            + part(time.toSecondsPart(), "s");
    return text.isEmpty() ? "0s" : text.strip();
  }

  private static String part(long amount, String unit) {
    return amount == 0 ? "" : amount + unit;
  }
}
