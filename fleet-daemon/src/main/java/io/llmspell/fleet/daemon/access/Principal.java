package io.llmspell.fleet.daemon.access;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.model.UserName;

/** Who asks, once he is known. */
public record Principal(UserName user, Role role, Quota quota) {
  /**
   * Whoever uses the machine that the daemon runs on, as long as there are no tokens. No token is
   * of a user of this name.
   */
  public static final Principal LOCAL =
      new Principal(new UserName("local"), Role.OPERATOR, Quota.NONE);

  /** Who is not known. */
  public static final Principal NOBODY =
      new Principal(new UserName("nobody"), Role.ANYBODY, Quota.NONE);

  /**
   * That his role allows something.
   *
   * @param least the role that does
   * @throws FleetException with {@code FORBIDDEN} if it does not
   */
  public void require(Role least) {
    if (!role.includes(least)) {
      throw new FleetException(
          ErrorCode.FORBIDDEN,
          user + " is a " + role + ", and this is for a " + least + ": ask for such a token");
    }
  }

  /** Whether an instance is his, or he has the operator's say over it. */
  public boolean owns(Instance instance) {
    return role == Role.OPERATOR || instance.owner().filter(user.value()::equals).isPresent();
  }

  /** Whether there is such an instance, as far as he is concerned. */
  public boolean maySee(Instance instance) {
    return owns(instance) || instance.spec().ownership().sharing().includes(user);
  }

  /** Whether he may use it, change it and end it. */
  public boolean mayTouch(Instance instance) {
    return role.includes(Role.USER) && maySee(instance);
  }

  /**
   * Whose the kernels are that he makes. Of {@link #LOCAL} nobody is named: they are the system
   * user's, as those that commands make are.
   *
   * @param sharing with whom he shares them
   */
  public Ownership ownership(Sharing sharing) {
    return new Ownership(Ownership.of(user).owner().filter(any -> !equals(LOCAL)), sharing);
  }
}
