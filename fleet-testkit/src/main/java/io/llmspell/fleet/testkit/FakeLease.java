package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProjectName;
import java.time.Instant;

/** Five ports in the {@link InMemoryEngine} that a kernel has, or is about to have. */
record FakeLease(
    PortBlock ports,
    String nonce,
    InstanceId holder,
    ProjectName project,
    Instant since,
    Lifetime maker) {

  String name() {
    return "ports-" + ports;
  }

  Leftover asLeftover() {
    return new Leftover(Leftover.Kind.LEASE, name(), nonce, since, maker.seen());
  }
}
