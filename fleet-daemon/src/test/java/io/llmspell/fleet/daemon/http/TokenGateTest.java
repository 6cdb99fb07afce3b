package io.llmspell.fleet.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmspell.fleet.daemon.access.AuditLog;
import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.access.Quota;
import io.llmspell.fleet.daemon.access.RateLimit;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.access.TokenFile;
import io.llmspell.fleet.daemon.access.Tokens;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.UserName;
import io.llmspell.fleet.testkit.FakeClock;
import io.llmspell.fleet.testkit.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenGateTest {
  private static final int AT_ONCE = 3;
  private static final Principal BOB = new Principal(new UserName("bob"), Role.USER, Quota.NONE);

  @TempDir private Path folder;
  private final FakeClock clock = new FakeClock();

  @Test
  void withoutTokensThisMachineAloneIsServed() {
    assertThat(gate().admit(visit("GET", "127.0.0.1", ""), Role.VIEWER)).isEqualTo(Principal.LOCAL);
    assertThat(refused(visit("GET", "192.0.2.7", ""), Role.VIEWER).status()).isEqualTo(401);
  }

  @Test
  void withTokensWhoeverHasOneIsServedAndWhoHasNotFromWherever() {
    String token = TokenFile.in(folder).create(BOB, clock.instant()).text();
    TokenGate gate = gate();
    assertThat(gate.admit(visit("GET", "192.0.2.7", "Bearer " + token), Role.USER)).isEqualTo(BOB);
    assertThat(gate.admit(visit("GET", "192.0.2.7", "token " + token), Role.USER)).isEqualTo(BOB);
    Problem wrong = refused(visit("GET", "127.0.0.1", "Bearer dft_wrong"), Role.VIEWER);
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.headers()).containsKey("WWW-Authenticate");
    assertThat(gate.admit(visit("GET", "192.0.2.7", ""), Role.ANYBODY)).isEqualTo(Principal.NOBODY);
  }

  @Test
  void whoeverAsksTooOftenWaitsAndSoDoesWhoTriesTokens() {
    TokenGate gate = gate();
    for (int i = 0; i < AT_ONCE; i++) {
      gate.admit(visit("GET", "127.0.0.1", ""), Role.VIEWER);
    }
    assertThat(refused(gate, visit("GET", "127.0.0.1", ""), Role.VIEWER).status()).isEqualTo(429);
    for (int i = 0; i < AT_ONCE; i++) {
      assertThat(refused(gate, visit("GET", "192.0.2.7", "x"), Role.VIEWER).status())
          .isEqualTo(401);
    }
    assertThat(refused(gate, visit("GET", "192.0.2.7", "x"), Role.VIEWER).status()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(1));
    assertThat(gate.admit(visit("GET", "127.0.0.1", ""), Role.VIEWER)).isEqualTo(Principal.LOCAL);
  }

  @Test
  void aChangeIsWrittenDownWithItsRequestAndWithoutSecrets() throws IOException {
    TokenGate gate = gate();
    Visit visit = visit("DELETE", "127.0.0.1", "");
    Principal who = gate.admit(visit, Role.USER);
    gate.told(who, visit, new Gate.Outcome("stopKernel", 404, "NOT_FOUND", "0123456789abcdef"));
    List<String> lines = Files.readAllLines(folder.resolve("audit").resolve("demo.jsonl"));
    assertThat(lines)
        .singleElement()
        .asString()
        .contains(
            "local", "127.0.0.1", "stopKernel", "/kernels/x", "404", "not_found", "0123456789");
  }

  @Test
  void whatCannotBeWrittenDownIsNotDone() throws IOException {
    Files.writeString(folder.resolve("audit"), "no folder");
    TokenGate gate = gate();
    gate.admit(visit("GET", "127.0.0.1", ""), Role.VIEWER);
    assertThatThrownBy(() -> gate.admit(visit("POST", "127.0.0.1", ""), Role.USER))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("audit");
  }

  private TokenGate gate() {
    return new TokenGate(
        new Tokens(TokenFile.in(folder), clock),
        new RateLimit(1, AT_ONCE, 100, clock),
        AuditLog.in(folder, Samples.PROJECT),
        clock);
  }

  private Problem refused(Visit visit, Role needed) {
    return refused(gate(), visit, needed);
  }

  private static Problem refused(TokenGate gate, Visit visit, Role needed) {
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> gate.admit(visit, needed));
    assertThat(refusal).isNotNull();
    return refusal.problem();
  }

  private static Visit visit(String method, String from, String authorization) {
    return new Sent(method, from, authorization);
  }

  /** A request to one path. */
  private record Sent(String method, String address, String authorization) implements Visit {
    @Override
    public String path() {
      return "/kernels/x";
    }

    @Override
    public Map<String, List<String>> query() {
      return Map.of();
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.of(authorization)
          .filter(value -> name.equals("Authorization") && !value.isEmpty());
    }

    @Override
    public InetAddress from() {
      try {
        return InetAddress.getByName(address);
      } catch (UnknownHostException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public InetAddress at() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public byte[] body(int most) {
      return new byte[0];
    }
  }
}
