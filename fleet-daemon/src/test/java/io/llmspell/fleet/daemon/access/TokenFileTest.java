package io.llmspell.fleet.daemon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.testkit.AtOnce;
import io.llmspell.fleet.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  private static final Quota QUOTA =
      new Quota(Optional.of(3), Optional.of(ByteSize.parse("2g")), Optional.of(Cpus.parse("1.5")));

  @TempDir private Path home;

  @Test
  void aTokenIsKeptAsWhatItIsKnownByAndNotItself() throws IOException {
    TokenSecret secret = file().create(Users.alice(QUOTA), FakeClock.START);

    assertThat(secret.text()).matches("dft_[A-Za-z0-9_-]{43}");
    assertThat(secret.toString()).doesNotContain(secret.text().substring(4));
    assertThat(file().read())
        .containsExactly(new Token(secret.digest(), Users.alice(QUOTA), FakeClock.START));
    assertThat(Files.readString(home.resolve("tokens")))
        .doesNotContain(secret.text().substring(4))
        .hasLineCount(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("tokens"))))
        .isEqualTo("rw-------");
  }

  @Test
  void tokensThatAreMadeAtOnceAreAllThere() {
    List<Callable<TokenSecret>> calls =
        IntStream.range(0, 20)
            .<Callable<TokenSecret>>mapToObj(
                i -> () -> file().create(Users.of("u" + i, Role.USER), FakeClock.START))
            .toList();

    List<TokenDigest> made =
        AtOnce.run(calls).stream().map(o -> o.value().orElseThrow().digest()).toList();

    assertThat(file().read()).extracting(Token::digest).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void revokesAllThatAreNamedOrNone() {
    Token first = token(file().create(Users.ALICE, FakeClock.START));
    Token second = token(file().create(Users.BOB, FakeClock.START));

    assertThatThrownBy(() -> file().revoke(List.of(first.id(), "0123456789ab")))
        .isInstanceOfSatisfying(
            FleetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(file().read()).containsExactly(first, second);

    file().revoke(List.of(first.id()));
    assertThat(file().read()).containsExactly(second);
  }

  @Test
  void nobodyIsCalledLikeWhoeverHasNoTokenAndAViewerHasNoQuota() {
    for (Principal nobody :
        List.of(
            Principal.LOCAL, new Principal(Users.VIEWER.user(), Role.VIEWER, Users.kernels(1)))) {
      assertThatThrownBy(() -> file().create(nobody, FakeClock.START))
          .isInstanceOfSatisfying(
              FleetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    }
    assertThat(file().read()).isEmpty();
  }

  @Test
  void aDamagedFileStandsForNobody() throws IOException {
    TokenSecret secret = file().create(Users.ALICE, FakeClock.START);
    String whole = Files.readString(home.resolve("tokens"));
    for (String damaged :
        List.of(
            "\n" + whole,
            whole + "{}\n",
            whole.substring(0, whole.length() / 2),
            whole.replace("user\",\"c", "guest\",\"c"),
            whole.replace(secret.digest().hex(), secret.digest().hex().substring(1)))) {
      Files.writeString(home.resolve("tokens"), damaged);
      assertThatThrownBy(() -> file().read())
          .as(damaged)
          .isInstanceOfSatisfying(
              FleetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
          .hasMessageContaining("line ")
          .hasMessageNotContaining(secret.digest().hex().substring(1));
    }
  }

  @Test
  void aProcessThatGoesOnSeesEveryChange() throws IOException {
    Tokens tokens = new Tokens(file(), InstantSource.system());
    assertThat(tokens.now()).isEmpty();
    Token alices = token(file().create(Users.ALICE, FakeClock.START));
    assertThat(tokens.now()).containsExactly(alices);
    FileTime before = Files.getLastModifiedTime(home.resolve("tokens"));

    file().revoke(List.of(alices.id()));
    Token others = token(file().create(Users.of("carol", Role.USER), FakeClock.START));
    // As if it had all been within one tick of the clock; the names are equally long, too.
    Files.setLastModifiedTime(home.resolve("tokens"), before);

    assertThat(tokens.now()).containsExactly(others);
    Files.setLastModifiedTime(
        home.resolve("tokens"), FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
    assertThat(tokens.now()).isSameAs(tokens.now()).containsExactly(others);
    Files.delete(home.resolve("tokens"));
    assertThat(tokens.now()).isEmpty();
  }

  @Test
  void aFileThatCanNotBeReadAnyMoreLeavesNobodyKnown() throws IOException {
    Tokens tokens = new Tokens(file(), InstantSource.system());
    file().create(Users.ALICE, FakeClock.START);
    assertThat(tokens.now()).hasSize(1);
    Files.writeString(home.resolve("tokens"), "{");

    for (int call = 0; call < 2; call++) {
      assertThatThrownBy(tokens::now)
          .isInstanceOfSatisfying(
              FleetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
    }
  }

  private TokenFile file() {
    return TokenFile.in(home);
  }

  private Token token(TokenSecret secret) {
    return file().read().stream()
        .filter(token -> token.digest().equals(secret.digest()))
        .findFirst()
        .orElseThrow();
  }
}
