package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.daemon.Daemon;
import io.llmspell.fleet.daemon.service.DaemonLog;
import io.llmspell.fleet.daemon.service.DaemonProbe;
import io.llmspell.fleet.daemon.service.EventLog;
import io.llmspell.fleet.daemon.service.Patience;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.Bulletin;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.DaemonSeat;
import io.llmspell.fleet.home.DaemonSeat.Holder;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Keeper;
import io.llmspell.fleet.machine.Signals;
import io.llmspell.fleet.model.ProjectName;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  /** As many events as somebody who comes back after a while wants to catch up with. */
  private static final int EVENTS = 10_000;

  private final Context context;

  /** What a SIGHUP does. */
  private volatile Runnable reload = () -> {};

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description = "Log as text, or as json, an object a line (text on a terminal, else json).")
  private DaemonLog.@Nullable Format logFormat;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "Log from this level on: error, warn, info, debug or trace.")
  private Level logLevel = Level.INFO;

  @Option(
      names = "--stop-kernels",
      description = "End the kernels, too, when it ends; the next one brings them back.")
  private boolean stopKernels;

  @Option(
      names = "--check",
      description = "Ask the daemons that run here whether they are well, and be none.")
  private boolean check;

  @Mixin private final AnswerOptions answers = new AnswerOptions();

  ServeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (check) {
      return check();
    }
    boolean forNobodyElse = answers.isForNobodyElse(context.session());
    DaemonLog.begin(format(), logLevel, System.err);
    context.session().warn(LOG::warn);
    if (forNobodyElse) {
      LOG.warn(
          "whoever asks from beyond this machine is refused: `docker-fleet token create` lets him in");
    }
    try (Ending ending = Ending.begin()) {
      Signals.on("HUP", this::reload);
      serve(ending);
      return 0;
    } catch (FleetException e) {
      LOG.error(e.getMessage());
      return e.code().exitCode();
    }
  }

  private int check() {
    Map<ProjectName, Holder> daemons = DaemonSeat.here(context.session().place().fleetHome());
    if (daemons.isEmpty()) {
      context.print("no daemon runs here");
      return ErrorCode.NOT_FOUND.exitCode();
    }
    boolean allWell = true;
    for (Map.Entry<ProjectName, Holder> daemon : daemons.entrySet()) {
      Optional<String> ailment = DaemonProbe.ailment(daemon.getValue());
      context.print(
          daemon.getKey() + ": " + ailment.orElse("well") + " (" + daemon.getValue() + ")");
      allWell &= ailment.isEmpty();
    }
    return allWell ? 0 : ErrorCode.NOT_READY.exitCode();
  }

  private DaemonLog.Format format() {
    if (logFormat != null) {
      return logFormat;
    }
    return context.console().interactive() ? DaemonLog.Format.TEXT : DaemonLog.Format.JSON;
  }

  private void reload() {
    LOG.info("SIGHUP: reads everything anew, and tries again what was given up");
    reload.run();
  }

  private void serve(Ending ending) throws InterruptedException {
    Patience patience = new Patience(ending::isWithin);
    Optional<Declaration> declaration = patience.await(context.session()::recorded);
    if (declaration.isEmpty()) {
      return;
    }
    FleetListener events = new EventLog();
    Bulletin bulletin = new Bulletin(InstantSource.system(), EVENTS);
    FleetListener both =
        event -> {
          bulletin.on(event);
          events.on(event);
        };
    try (DaemonSeat seat = context.session().takeSeat()) {
      Optional<Fleet> opened = patience.await(() -> context.session().open(both));
      if (opened.isPresent()) {
        try (Fleet fleet = opened.get()) {
          keep(fleet, declaration.get(), bulletin, seat, ending);
        }
      }
    }
  }

  private void keep(
      Fleet fleet, Declaration declaration, Bulletin bulletin, DaemonSeat seat, Ending ending)
      throws InterruptedException {
    try (Keeper keeper = fleet.keeper(declaration);
        Daemon daemon = answers.start(context.session(), fleet, keeper, bulletin, declaration)) {
      keeper.start();
      reload = keeper::tryAgain;
      String url = answers.url(daemon);
      seat.answerAt(url);
      LOG.atInfo()
          .addKeyValue("project", declaration.project())
          .addKeyValue("address", url)
          .log("keeps " + declaration.project() + " at " + url);
      ending.await();
    }
    if (stopKernels) {
      int ended = fleet.stopForNow(declaration.project()).size();
      LOG.atInfo().addKeyValue("kernels", ended).log("ended the kernels");
    }
    LOG.info("ends");
  }
}
