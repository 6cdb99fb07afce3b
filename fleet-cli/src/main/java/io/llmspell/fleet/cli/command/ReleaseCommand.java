package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.ProjectName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a place at a kernel back. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = {
      "Give a place at a kernel back that `find` has claimed.",
      "A kernel of one's own (--exclusive) ends."
    })
final class ReleaseCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "CLAIM", description = "As `find` has printed it.")
  private String claim = "";

  ReleaseCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      Claim released = fleet.release(project, claim);
      context.print(
          context.options().json()
              ? Json.ofNames(List.of(released.text()))
              : "Released " + released.text() + ".");
      return 0;
    }
  }
}
