package embedding;

import io.llmspell.fleet.compose.ComposeReader;
import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.jupyter.ZmqKernelProtocol;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.FleetView;
import io.llmspell.fleet.loop.Keeper;
import io.llmspell.fleet.loop.Surroundings;
import io.llmspell.fleet.model.DesiredFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Keeps the fleet of a Compose file, shows it whenever it changes, and ends it at the end of input. */
public final class KeepAFleet {
  private KeepAFleet() {}

  /**
   * @param args the Compose file, and a folder for connection files
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    DesiredFleet desired =
        ComposeReader.forEnvironment(System.getenv()).read(Path.of(args[0]), ReadOptions.NONE);
    Surroundings here =
        Surroundings.of(
            DockerRuntime.ofThisProcess(), new ZmqKernelProtocol(), FleetHome.at(Path.of(args[1])));
    try (Fleet fleet = new Fleet(here.withListener(event -> System.out.println(event.sentence())))) {
      try (Keeper keeper = fleet.keeper(Declaration.of(desired))) {
        keeper.start();
        showUntilInputEnds(keeper);
      }
      fleet.down(desired, false);
    }
  }

  private static void showUntilInputEnds(Keeper keeper) throws IOException, InterruptedException {
    String shown = "";
    while (System.in.available() == 0) {
      String now = text(keeper.view());
      if (!now.equals(shown)) {
        System.out.println(now);
        shown = now;
      }
      Thread.sleep(100);
    }
  }

  private static String text(FleetView view) {
    return view.instances().stream()
        .map(
            kernel ->
                kernel.instance().name()
                    + " " + kernel.instance().id()
                    + " " + kernel.status()
                    + " " + kernel.health()
                    + kernel.connectionFile().map(file -> " " + file).orElse(""))
        .collect(Collectors.joining("\n  ", view.state() + "\n  ", ""));
  }
}
