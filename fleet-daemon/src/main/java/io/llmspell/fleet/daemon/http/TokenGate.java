package io.llmspell.fleet.daemon.http;

import io.llmspell.fleet.daemon.access.AuditLog;
import io.llmspell.fleet.daemon.access.AuditRecord;
import io.llmspell.fleet.daemon.access.Authentication;
import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.access.RateLimit;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.access.Tokens;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who has a token, nobody too often, and writes down what they change. */
public final class TokenGate implements Gate {
  private static final Logger LOG = LoggerFactory.getLogger(TokenGate.class);
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  /** Of an IPv6 address so many bytes are somebody's own to change. */
  private static final int NETWORK_BYTES = 8;

  private final Tokens tokens;
  private final RateLimit rates;
  private final AuditLog audit;
  private final InstantSource clock;

  public TokenGate(Tokens tokens, RateLimit rates, AuditLog audit, InstantSource clock) {
    this.tokens = tokens;
    this.rates = rates;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Principal admit(Visit visit, Role needed) {
    Principal principal = needed == Role.ANYBODY ? Principal.NOBODY : known(visit);
    String who = needed == Role.ANYBODY ? network(visit.from()) : principal.user().value();
    Optional<Duration> wait = rates.ask(who);
    if (wait.isPresent()) {
      throw new ProblemException(Problem.tooMany(wait.get()));
    }
    if (!HARMLESS.contains(visit.method())) {
      audit.require();
    }
    return principal;
  }

  private Principal known(Visit visit) {
    try {
      return Authentication.of(
          tokens.now(), visit.header("Authorization"), visit.from().isLoopbackAddress());
    } catch (FleetException e) {
      if (e.code() != ErrorCode.UNAUTHENTICATED) {
        throw e;
      }
      Optional<Duration> wait = rates.ask(network(visit.from()));
      throw new ProblemException(
          wait.map(Problem::tooMany).orElseGet(() -> Problem.unauthenticated(e.getMessage())));
    }
  }

  @Override
  public void told(Principal principal, Visit visit, Outcome outcome) {
    try {
      audit.add(
          new AuditRecord(
              clock.instant(),
              principal.user().value(),
              visit.from().getHostAddress(),
              outcome.operation(),
              visit.path(),
              outcome.status(),
              Optional.of(outcome.code()).filter(code -> !code.equals("OK")),
              outcome.request()));
    } catch (FleetException e) {
      LOG.error("not in the audit log request={} cause={}", outcome.request(), e.getMessage());
    }
  }

  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
  }
}
