package io.llmspell.fleet.model;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who beside its owner may see and use a kernel.
 *
 * @param everybody whether all users may; then none is named
 * @param users who may; empty: nobody else, unless everybody may
 */
public record Sharing(boolean everybody, Set<UserName> users) {
  public static final Sharing NOBODY = new Sharing(false, Set.of());
  public static final Sharing EVERYBODY = new Sharing(true, Set.of());

  /** No user can be called so. */
  private static final String ALL = "*";

  /**
   * @throws IllegalArgumentException for users that are named beside everybody
   */
  public Sharing {
    users = ImmutableSortedSet.copyOf(users);
    if (everybody && !users.isEmpty()) {
      throw new IllegalArgumentException("what everybody may use needs no list of users");
    }
  }

  /** With these users alone; with nobody if there are none. */
  public static Sharing with(Collection<UserName> users) {
    return new Sharing(false, Set.copyOf(users));
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it holds what is no user's name
   */
  public static Sharing parse(String text) {
    if (text.equals(ALL)) {
      return EVERYBODY;
    }
    return with(
        Splitter.on(',')
            .omitEmptyStrings()
            .splitToStream(text)
            .map(UserName::new)
            .collect(Collectors.toSet()));
  }

  /** Whether a user of this name may see and use it. */
  public boolean includes(UserName user) {
    return everybody || users.contains(user);
  }

  /** {@code *} for everybody, else the names with commas between them, in alphabetical order. */
  @Override
  public String toString() {
    return everybody ? ALL : users.stream().map(UserName::value).collect(Collectors.joining(","));
  }
}
