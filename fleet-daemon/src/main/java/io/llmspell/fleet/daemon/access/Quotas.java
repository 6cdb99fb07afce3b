package io.llmspell.fleet.daemon.access;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.Admission;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.UserName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Lets each user have no more than his quota, however many ask at once. What he has is what the
 * runtime shows as his and not as gone, and what is being made for him at this moment; nothing is
 * kept anywhere else, so that nothing is left of it when the process ends, however it ends.
 * Thread-safe; users wait for nobody but for a look at the runtime.
 *
 * <p>A look that is not complete counts nothing: it fails with {@code ENGINE_ERROR}. Kernels of
 * services count for the owner that the file names, but are not refused: the operator has declared
 * them. Kernels that are made past this process count as soon as the runtime shows them.
 */
public final class Quotas {
  private final Supplier<ObservedFleet> books;

  /** Guarded by this, as all below. */
  private final Set<Held> held = new HashSet<>();

  /** When looks that are not finished have begun. */
  private final TreeSet<Long> looks = new TreeSet<>();

  private long now;

  /**
   * @param books looks at the runtime for the instances of the project; it shows all that were
   *     there when it was called, or says that it does not: an older look will not do
   */
  public Quotas(Supplier<ObservedFleet> books) {
    this.books = books;
  }

  /**
   * What is being made, or was made so short a time ago that a look which began before may not show
   * it. Each is another one.
   */
  private static final class Held {
    final UserName user;
    final String name;
    final Use use;

    /** When it was given back. */
    long until = Long.MAX_VALUE;

    Held(UserName user, String name, Use use) {
      this.user = user;
      this.name = name;
      this.use = use;
    }
  }

  /**
   * Admits what a user may have beside all that is his.
   *
   * <p>It refuses with {@code QUOTA_EXCEEDED}, and blocks on a look at the runtime if he has a
   * quota at all.
   */
  public Admission of(Principal principal) {
    return (name, kernel) -> {
      Held place = new Held(principal.user(), name, Use.of(kernel));
      reserve(principal.quota(), place);
      return () -> giveBack(place);
    };
  }

  private void reserve(Quota quota, Held place) {
    if (quota.equals(Quota.NONE)) {
      hold(place);
      return;
    }
    long since = beginLook();
    try {
      take(quota, place, all(books.get()), since);
    } finally {
      endLook(since);
    }
  }

  /** What can't be seen may be his. */
  private static List<Instance> all(ObservedFleet seen) {
    if (!seen.isComplete()) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR,
          "what is there can't be counted now, since the engine does not tell of "
              + String.join(", ", seen.unseen())
              + ": try again");
    }
    return seen.instances();
  }

  private synchronized void hold(Held place) {
    held.add(place);
  }

  private synchronized void take(Quota quota, Held place, List<Instance> seen, long since) {
    Map<String, Use> his = new HashMap<>();
    for (Held other : held) {
      // What was given back before the look began is in it, or is no more.
      if (other.user.equals(place.user) && other.until > since) {
        his.merge(other.name, other.use, Use::larger);
      }
    }
    for (Instance instance : seen) {
      if (instance.phase() != Phase.GONE && isOf(place.user, instance)) {
        his.merge(instance.name(), Use.of(instance), Use::larger);
      }
    }
    // Of two of one name only one is made.
    Use same = Optional.ofNullable(his.remove(place.name)).orElse(Use.NONE);
    Use has = his.values().stream().reduce(Use.NONE, Use::and);
    quota.require(place.user, has, same.larger(place.use));
    hold(place);
  }

  private static boolean isOf(UserName user, Instance instance) {
    return instance.owner().filter(user.value()::equals).isPresent();
  }

  private synchronized long beginLook() {
    now++;
    looks.add(now);
    return now;
  }

  private synchronized void endLook(long since) {
    looks.remove(since);
    forget();
  }

  private synchronized void giveBack(Held place) {
    now++;
    place.until = Math.min(place.until, now);
    forget();
  }

  /** What was given back before all looks that are still going on. */
  private void forget() {
    long oldest = looks.isEmpty() ? Long.MAX_VALUE : looks.first();
    held.removeIf(place -> place.until < oldest);
  }
}
