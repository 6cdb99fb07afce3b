package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.KernelTable;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.ProjectName;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives the connection file with which a client reaches a kernel from here. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    description = "Write a kernel's connection file and print how to connect.")
final class ConnectCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "ID|PORT|NAME",
      arity = "0..1",
      description = "Which kernel (else the only one).")
  private String kernel = "";

  ConnectCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      String meant = kernel.isEmpty() ? only(fleet.list(project)) : kernel;
      Path file = fleet.connect(project, meant);
      context.print(
          context.options().json() ? Json.ofConnection(file) : KernelTable.connectLine(file));
      return 0;
    }
  }

  private static String only(List<KernelView> kernels) {
    List<String> ready =
        kernels.stream()
            .filter(k -> k.instance().isKernel() && k.connectionFile().isPresent())
            .map(k -> k.instance().name())
            .toList();
    if (ready.size() == 1) {
      return ready.get(0);
    }
    throw ready.isEmpty()
        ? new FleetException(
            ErrorCode.NOT_FOUND, "there is no kernel to connect to: `docker-fleet up` starts some")
        : new FleetException(
            ErrorCode.USAGE, "say which kernel: there are " + String.join(", ", ready));
  }
}
