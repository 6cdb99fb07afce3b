package io.llmspell.fleet.daemon.access;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.UserName;
import java.util.Optional;

/** Those whom the tests know. */
final class Users {
  static final Principal OPERATOR = of("olga", Role.OPERATOR);
  static final Principal ALICE = of("alice", Role.USER);
  static final Principal BOB = of("bob", Role.USER);
  static final Principal VIEWER = of("vera", Role.VIEWER);

  private Users() {}

  static Principal of(String name, Role role) {
    return new Principal(new UserName(name), role, Quota.NONE);
  }

  static Principal alice(Quota quota) {
    return new Principal(ALICE.user(), Role.USER, quota);
  }

  static Quota kernels(int most) {
    return new Quota(Optional.of(most), Optional.empty(), Optional.empty());
  }

  static Quota memory(String most) {
    return new Quota(Optional.empty(), Optional.of(ByteSize.parse(most)), Optional.empty());
  }

  static Quota cpus(String most) {
    return new Quota(Optional.empty(), Optional.empty(), Optional.of(Cpus.parse(most)));
  }
}
