package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.event.Bulletin;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.DaemonSeat;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Keeper;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

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

  private final Context context;

  ServeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
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
        Keeper keeper = fleet.keeper(declaration)) {
      keeper.start();
      seat.answerAt("nowhere");
      context.console().err().println("docker-fleet: keeps " + declaration.project());
      awaitTheEnd(closed);
      return 0;
    } finally {
      closed.countDown();
    }
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
