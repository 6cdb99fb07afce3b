package io.llmspell.fleet.cli.command;

import com.google.common.net.HostAndPort;
import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Progress;
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
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.DaemonSeat;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Keeper;
import io.llmspell.fleet.model.ProjectName;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Keeps the fleet as it is declared, until it is told to end. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Keep the fleet as `up` has declared it: bring back what ends, replace what changes.",
      "SIGTERM ends it, and leaves the kernels running; SIGHUP tries again what was given up."
    })
final class ServeCommand implements Callable<Integer> {
  /** As many events as somebody who comes back after a while wants to catch up with. */
  private static final int EVENTS = 10_000;

  /** Of all answers, and so that nobody who asks in a loop keeps others waiting. */
  private static final int REQUESTS_A_SECOND = 100;

  private static final int REQUESTS_AT_ONCE = 500;
  private static final int CALLERS = 10_000;

  private final Context context;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS:PORT",
      defaultValue = "127.0.0.1:" + Daemon.PORT,
      description =
          "Where to answer (${DEFAULT-VALUE}); beyond this machine only with tokens,"
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

  ServeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    InetSocketAddress address = address();
    Declaration declaration = context.session().recorded();
    Bulletin bulletin = new Bulletin(InstantSource.system(), EVENTS);
    FleetListener progress = new Progress(context.console().err());
    FleetListener both =
        event -> {
          bulletin.on(event);
          progress.on(event);
        };
    CountDownLatch closed = new CountDownLatch(1);
    try (DaemonSeat seat = context.session().takeSeat();
        Fleet fleet = context.session().open(both);
        Keeper keeper = fleet.keeper(declaration);
        Daemon daemon =
            Daemon.start(
                new Daemon.Settings(
                    address, new Neighbours(hosts, origins), Bounds.DEFAULT, VersionCommand.ours()),
                backing(fleet, keeper, bulletin, declaration),
                gate(declaration.project()))) {
      keeper.start();
      String url = "http://" + HostAndPort.fromParts(listenHost(), daemon.address().getPort());
      seat.answerAt(url);
      context
          .console()
          .err()
          .println("docker-fleet: keeps " + declaration.project() + " at " + url);
      awaitTheEnd(closed);
      return 0;
    } finally {
      closed.countDown();
    }
  }

  private Backing backing(Fleet fleet, Keeper keeper, Bulletin bulletin, Declaration declaration) {
    return new Backing(
        fleet,
        keeper::view,
        keeper::lookAgain,
        bulletin,
        declaration,
        context.session().home(),
        context.session().spawnRules(variables, context.options().publish()),
        new Quotas(() -> fleet.look(declaration.project())),
        InstantSource.system(),
        Backing.HEARTBEAT);
  }

  private TokenGate gate(ProjectName project) {
    Path home = context.session().place().fleetHome();
    return new TokenGate(
        new Tokens(TokenFile.in(home), InstantSource.system()),
        new RateLimit(REQUESTS_A_SECOND, REQUESTS_AT_ONCE, CALLERS, InstantSource.system()),
        AuditLog.in(home, project),
        InstantSource.system());
  }

  private String listenHost() {
    return parts().getHost();
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
    boolean isLoopback = address.getAddress().isLoopbackAddress();
    if (!isLoopback && TokenFile.in(context.session().place().fleetHome()).read().isEmpty()) {
      throw new FleetException(
          ErrorCode.USAGE,
          "--listen: without tokens only this machine is served: `docker-fleet token create` makes"
              + " one");
    }
    return address;
  }

  /** Blocks until the process is told to end; that waits until {@code closed}. */
  private static void awaitTheEnd(CountDownLatch closed) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  told.countDown();
                  try {
                    closed.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "fleet-end"));
    told.await();
  }
}
