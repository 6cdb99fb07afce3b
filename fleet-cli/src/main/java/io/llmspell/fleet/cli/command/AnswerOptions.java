package io.llmspell.fleet.cli.command;

import com.google.common.net.HostAndPort;
import io.llmspell.fleet.cli.session.Session;
import io.llmspell.fleet.daemon.Daemon;
import io.llmspell.fleet.daemon.access.AuditLog;
import io.llmspell.fleet.daemon.access.Quotas;
import io.llmspell.fleet.daemon.access.RateLimit;
import io.llmspell.fleet.daemon.access.TokenFile;
import io.llmspell.fleet.daemon.access.Tokens;
import io.llmspell.fleet.daemon.api.Backing;
import io.llmspell.fleet.daemon.http.Dispatcher.Bounds;
import io.llmspell.fleet.daemon.http.Neighbours;
import io.llmspell.fleet.daemon.http.TokenGate;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.Bulletin;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Keeper;
import io.llmspell.fleet.model.ProjectName;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Where a daemon answers, and whom. */
final class AnswerOptions {
  /** Of all answers, and so that nobody who asks in a loop keeps others waiting. */
  private static final int REQUESTS_A_SECOND = 100;

  /** Where whoever listens everywhere is found from here. */
  private static final String LOOPBACK = "127.0.0.1";

  private static final int REQUESTS_AT_ONCE = 500;
  private static final int CALLERS = 10_000;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS:PORT",
      defaultValue = "127.0.0.1:" + Daemon.PORT,
      description =
          "Where to answer (${DEFAULT-VALUE}); beyond this machine only those with tokens"
              + " are served,"
              + " see `docker-fleet token`.")
  private String listen = "";

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "By which other name the daemon may be called.")
  private Set<String> hosts = new TreeSet<>();

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description = "Which pages of elsewhere may call it, as https://host:port.")
  private Set<String> origins = new TreeSet<>();

  @Option(
      names = "--allow-env",
      paramLabel = "NAME",
      description = "Which variables requests may give kernels.")
  private Set<String> variables = new TreeSet<>();

  /**
   * Whether whoever asks from beyond this machine is refused, since there are no tokens.
   *
   * @throws FleetException with {@code USAGE} if it can't answer there
   */
  boolean isForNobodyElse(Session session) {
    return !address().getAddress().isLoopbackAddress()
        && TokenFile.in(session.place().fleetHome()).read().isEmpty();
  }

  /** Answers from now on. */
  Daemon start(
      Session session, Fleet fleet, Keeper keeper, Bulletin bulletin, Declaration declaration) {
    return Daemon.start(
        new Daemon.Settings(
            address(), new Neighbours(hosts, origins), Bounds.DEFAULT, VersionCommand.ours()),
        backing(session, fleet, keeper, bulletin, declaration),
        gate(session, declaration.project()));
  }

  /** As clients on this machine call it. */
  String url(Daemon daemon) {
    String host = address().getAddress().isAnyLocalAddress() ? LOOPBACK : parts().getHost();
    return "http://" + HostAndPort.fromParts(host, daemon.address().getPort());
  }

  private Backing backing(
      Session session, Fleet fleet, Keeper keeper, Bulletin bulletin, Declaration declaration) {
    return new Backing(
        fleet,
        keeper::view,
        keeper::lookAgain,
        bulletin,
        declaration,
        session.home(),
        session.spawnRules(variables, session.publish()),
        new Quotas(() -> fleet.look(declaration.project())),
        InstantSource.system(),
        Backing.HEARTBEAT);
  }

  private static TokenGate gate(Session session, ProjectName project) {
    Path home = session.place().fleetHome();
    return new TokenGate(
        new Tokens(TokenFile.in(home), InstantSource.system()),
        new RateLimit(REQUESTS_A_SECOND, REQUESTS_AT_ONCE, CALLERS, InstantSource.system()),
        AuditLog.in(home, project),
        InstantSource.system());
  }

  private HostAndPort parts() {
    try {
      HostAndPort parts = HostAndPort.fromString(listen);
      if (parts.hasPort() && !parts.getHost().isEmpty()) {
        return parts;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new FleetException(
        ErrorCode.USAGE, "--listen: '" + listen + "' is no ADDRESS:PORT, such as 127.0.0.1:9550");
  }

  private InetSocketAddress address() {
    InetSocketAddress address = new InetSocketAddress(parts().getHost(), parts().getPort());
    if (address.isUnresolved()) {
      throw new FleetException(
          ErrorCode.USAGE, "--listen: there is no address '" + parts().getHost() + "' here");
    }
    return address;
  }
}
