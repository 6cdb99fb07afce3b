package io.llmspell.fleet.daemon.http;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.llmspell.fleet.json.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What was answered to requests that may come again, so that they are done once. Of those that
 * failed nothing is kept: whoever asks again tries again. Thread-safe.
 */
final class IdempotencyKeys {
  static final String HEADER = "Idempotency-Key";

  private static final int LONGEST = 255;
  private static final int MOST = 10_000;
  private static final Duration AGE = Duration.ofHours(24);

  private final InstantSource clock;
  private final Map<Asked, Answered> kept = new LinkedHashMap<>();

  IdempotencyKeys(InstantSource clock) {
    this.clock = clock;
  }

  private record Asked(String principal, String route, String key) {}

  private record Answered(HashCode request, Instant since, CompletableFuture<Reply> reply) {}

  /**
   * The answer to a call, or to the first that had this key. Blocks while the first is at work.
   *
   * @throws ProblemException with {@code KEY_REUSED} if the first asked for something else
   */
  Reply once(Route route, Call call, String key) throws InterruptedException {
    if (key.isEmpty() || key.length() > LONGEST || !key.chars().allMatch(c -> c > 32 && c < 127)) {
      throw ProblemException.malformed(
          "an Idempotency-Key has 1 to " + LONGEST + " visible characters");
    }
    Asked asked = new Asked(call.principal().user().value(), route.id(), key);
    HashCode request = hash(call);
    CompletableFuture<Reply> own = new CompletableFuture<>();
    Answered first = begin(asked, new Answered(request, clock.instant(), own));
    if (!first.request().equals(request)) {
      throw new ProblemException(
          Refusal.KEY_REUSED, "this Idempotency-Key was used for another request: take a new one");
    }
    return first.reply() == own ? answer(asked, own, route, call) : await(first.reply());
  }

  private Reply answer(Asked asked, CompletableFuture<Reply> own, Route route, Call call)
      throws InterruptedException {
    try {
      Reply reply = route.handler().answer(call);
      own.complete(reply);
      return reply;
    } catch (RuntimeException | InterruptedException | Error e) {
      forget(asked);
      own.completeExceptionally(e);
      throw e;
    }
  }

  private static Reply await(CompletableFuture<Reply> first) throws InterruptedException {
    try {
      return first.get();
    } catch (ExecutionException | CancellationException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the first with this key failed", e);
    }
  }

  private synchronized Answered begin(Asked asked, Answered own) {
    Instant oldest = own.since().minus(AGE);
    Iterator<Answered> eldest = kept.values().iterator();
    while (eldest.hasNext()) {
      Answered next = eldest.next();
      boolean goes = next.since().isBefore(oldest) || kept.size() >= MOST;
      if (!goes) {
        break;
      }
      eldest.remove();
    }
    Answered first = kept.putIfAbsent(asked, own);
    return first == null ? own : first;
  }

  private synchronized void forget(Asked asked) {
    kept.remove(asked);
  }

  private static HashCode hash(Call call) {
    return Hashing.sha256()
        .newHasher()
        .putUnencodedChars(call.path().toString())
        .putUnencodedChars(call.query().toString())
        .putBytes(JsonText.write(call.body()))
        .hash();
  }
}
