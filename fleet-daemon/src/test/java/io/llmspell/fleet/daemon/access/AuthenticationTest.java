package io.llmspell.fleet.daemon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.testkit.FakeClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
  private static final TokenSecret ALICES = TokenSecret.random();
  private static final TokenSecret OLGAS = TokenSecret.random();
  private static final List<Token> TOKENS =
      List.of(
          new Token(ALICES.digest(), Users.ALICE, FakeClock.START),
          new Token(OLGAS.digest(), Users.OPERATOR, FakeClock.START));

  @Test
  void withoutTokensThisMachineIsAnOperatorAndNobodyElseIsServed() {
    assertThat(Authentication.of(List.of(), Optional.empty(), true)).isEqualTo(Principal.LOCAL);
    assertThat(Authentication.of(List.of(), Optional.of("Bearer any"), true))
        .isEqualTo(Principal.LOCAL);
    refuses(List.of(), Optional.of("Bearer any"), false);
  }

  @Test
  void withTokensThisMachineNeedsOneToo() {
    refuses(TOKENS, Optional.empty(), true);
    refuses(TOKENS, Optional.empty(), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER\t", "token ", "Token   "})
  void whoSendsATokenIsWhomItStandsFor(String scheme) {
    assertThat(Authentication.of(TOKENS, Optional.of(scheme + ALICES.text()), false))
        .isEqualTo(Users.ALICE);
    assertThat(Authentication.of(TOKENS, Optional.of(scheme + OLGAS.text() + " "), true))
        .isEqualTo(Users.OPERATOR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Basic TOKEN",
        "TOKEN",
        "BearerTOKEN",
        "Bearer TOKEN x",
        "Bearer TOKEN,TOKEN",
        "Bearer TOKENx",
        "Bearer dft_",
        "Bearer \"TOKEN\"",
        " Bearer TOKEN",
        "Bearer TOKEN\n",
        "Bearer t\u00f6ken",
        "Bearer \u0000",
        "Bearer token TOKEN"
      })
  void anythingElseIsRefused(String header) {
    refuses(TOKENS, Optional.of(header.replace("TOKEN", ALICES.text())), true);
  }

  @Test
  void theDigestOfATokenIsNoToken() {
    refuses(TOKENS, Optional.of("Bearer " + ALICES.digest().hex()), true);
  }

  private static void refuses(List<Token> tokens, Optional<String> header, boolean isLoopback) {
    assertThatThrownBy(() -> Authentication.of(tokens, header, isLoopback))
        .isInstanceOfSatisfying(
            FleetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED))
        .hasMessageNotContaining(ALICES.text());
  }
}
