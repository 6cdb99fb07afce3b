package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.Leftover;
import java.time.Instant;

/** A claim in the {@link InMemoryEngine}, on a kernel that need not be there. */
record FakeClaim(Claim claim, String nonce, Instant since, Lifetime maker) {

  static String name(Claim claim) {
    return "claim-" + claim.kernel() + "-" + claim.place();
  }

  Leftover asLeftover() {
    return new Leftover(Leftover.Kind.LEASE, name(claim), nonce, since, maker.seen());
  }
}
