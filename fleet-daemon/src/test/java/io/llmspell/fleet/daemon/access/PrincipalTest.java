package io.llmspell.fleet.daemon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.testkit.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalTest {
  private static final Principal CAROL = Users.of("carol", Role.USER);

  /** For each: whether it is his, whether he sees it, whether he may touch it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alice | ''       | yes yes yes | no no no   | no no no  | yes yes yes
          alice | *        | yes yes yes | no yes yes | no yes no | yes yes yes
          alice | bob      | yes yes yes | no yes yes | no no no  | yes yes yes
          alice | vera     | yes yes yes | no no no   | no yes no | yes yes yes
          vera  | ''       | no no no    | no no no   | yes yes no | yes yes yes
          """)
  void aKernelIsItsOwnersAndTheirsWithWhomItIsShared(
      String owner, String shared, String alice, String bob, String viewer, String operator) {
    Instance kernel =
        Samples.instance(Samples.service("lua").kernel().owned(owner, shared).build(), 1).build();

    assertThat(says(Users.ALICE, kernel)).isEqualTo(alice);
    assertThat(says(Users.BOB, kernel)).isEqualTo(bob);
    assertThat(says(Users.VIEWER, kernel)).isEqualTo(viewer);
    assertThat(says(Users.OPERATOR, kernel)).isEqualTo(operator);
  }

  @Test
  void aServiceWithoutAnOwnerIsTheOperatorsAloneEvenIfItsMakerIsCalledLikeAUser() {
    Instance kernel = Samples.instance(Samples.service("lua").kernel().build(), 1).build();
    Principal maker = Users.of(kernel.spec().createdBy(), Role.USER);

    assertThat(says(maker, kernel)).isEqualTo("no no no");
    assertThat(says(Principal.LOCAL, kernel)).isEqualTo("yes yes yes");
    Instance adHoc =
        Samples.instance(Samples.service("lua").kernel().build(), 1).adHoc("mine").build();
    assertThat(says(maker, adHoc)).isEqualTo("yes yes yes");
  }

  @Test
  void whatOneMayNotSeeIsNotAmongWhatThereIs() {
    Instance alices =
        Samples.instance(Samples.service("a").kernel().owned("alice", "").build(), 1).build();
    Instance bobs =
        Samples.instance(Samples.service("b").kernel().owned("bob", "carol").build(), 1).build();

    assertThat(List.of(alices, bobs)).filteredOn(Users.ALICE::maySee).containsExactly(alices);
    assertThat(List.of(alices, bobs)).filteredOn(CAROL::maySee).containsExactly(bobs);
    assertThat(List.of(alices, bobs))
        .filteredOn(Users.OPERATOR::maySee)
        .containsExactly(alices, bobs);
  }

  @ParameterizedTest
  @CsvSource({
    "ANYBODY, ANYBODY",
    "VIEWER, ANYBODY VIEWER",
    "USER, ANYBODY VIEWER USER",
    "OPERATOR, ANYBODY VIEWER USER OPERATOR"
  })
  void aRoleMayDoWhatThoseBeforeItMay(Role role, String allowed) {
    for (Role least : Role.values()) {
      Principal principal = Users.of("x", role);
      if (List.of(allowed.split(" ")).contains(least.name())) {
        principal.require(least);
      } else {
        assertThatThrownBy(() -> principal.require(least))
            .isInstanceOfSatisfying(
                FleetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
      }
    }
  }

  @Test
  void whatOneMakesIsOnesOwnAndWithoutATokenTheSystemUsers() {
    assertThat(Users.ALICE.ownership(Sharing.EVERYBODY))
        .isEqualTo(new Ownership(Optional.of(Users.ALICE.user()), Sharing.EVERYBODY));
    assertThat(Principal.LOCAL.ownership(Sharing.NOBODY)).isEqualTo(Ownership.UNSAID);
  }

  private static String says(Principal principal, Instance kernel) {
    return word(principal.owns(kernel))
        + " "
        + word(principal.maySee(kernel))
        + " "
        + word(principal.mayTouch(kernel));
  }

  private static String word(boolean yes) {
    return yes ? "yes" : "no";
  }
}
