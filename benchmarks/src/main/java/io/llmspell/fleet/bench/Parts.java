package io.llmspell.fleet.bench;

import io.llmspell.fleet.bench.command.CommandMemory;
import io.llmspell.fleet.bench.command.Launcher;
import io.llmspell.fleet.bench.command.StartRun;
import io.llmspell.fleet.bench.contest.Contest;
import io.llmspell.fleet.bench.contest.Leavings;
import io.llmspell.fleet.bench.contest.Peers;
import io.llmspell.fleet.bench.contest.Project;
import io.llmspell.fleet.bench.kernel.KernelFleet;
import io.llmspell.fleet.bench.kernel.KernelMemory;
import io.llmspell.fleet.bench.kernel.SpawnRun;
import io.llmspell.fleet.bench.kernel.Timeline;
import io.llmspell.fleet.bench.measure.Budget;
import io.llmspell.fleet.bench.measure.Program;
import io.llmspell.fleet.bench.planner.PlannerRun;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.jupyter.ZmqKernelProtocol;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Surroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Each part of a run, with what it needs around it.
 *
 * @param root the checkout
 * @param folder for files that nobody needs afterwards
 */
record Parts(
    Path root,
    Path folder,
    Engine engine,
    Leavings leavings,
    Peers peers,
    Budget budget,
    Consumer<String> progress) {

  Section contest(List<Integer> sizes, int rounds, int largeRounds) {
    try (Fleet library = library(FleetListener.NONE)) {
      return new Contest(engine, leavings, command(), library, peers, progress)
          .run(folder, sizes, rounds, largeRounds, budget);
    }
  }

  Section spawn(int rounds) {
    Timeline timeline = new Timeline();
    try (Fleet library = library(timeline)) {
      return new SpawnRun(engine, library, timeline, command(), kernels("spawn"))
          .run(rounds, budget, progress);
    }
  }

  Section start(int rounds) {
    KernelFleet kernels = kernels("start");
    Program command = command();
    String list = "`docker-fleet list`, " + KernelFleet.KERNELS + " kernels";
    StartRun run =
        new StartRun().add("`docker-fleet --version`", command.with(List.of("--version")));
    run.add("– of it, the launcher script", Launcher.alone(command, folder));
    run.add("`docker-fleet --help`", command.with(List.of("--help")));
    run.add(
        "`docker-fleet list`, nothing there",
        command.with(List.of("-p", Project.of("empty"), "list")));
    run.add(list, of(kernels, command).with(List.of("list")));
    run.add("`docker ps`", Program.of("docker", "ps"));
    peers
        .composes()
        .forEach(
            peer ->
                run.add(
                    "`" + peer.name() + " ps`, nothing there",
                    of(kernels, peer.program()).with(List.of("ps"))));
    try (Fleet library = library(FleetListener.NONE)) {
      of(kernels, command).with(List.of("up")).run();
      try {
        return run.run(list, rounds, budget, progress);
      } finally {
        library.down(kernels.desired(), false);
      }
    }
  }

  Section memory() {
    progress.accept("memory");
    KernelFleet kernels = kernels("memory");
    Program command = of(kernels, command());
    CommandMemory commands = new CommandMemory();
    try (Fleet library = library(FleetListener.NONE)) {
      try {
        commands.measure("`docker-fleet --version`", command.with(List.of("--version")));
        commands.measure(
            "`docker-fleet up`, " + KernelFleet.KERNELS + " kernels", command.with(List.of("up")));
        commands.measure("`docker-fleet list`", command.with(List.of("list")));
        String container = library.list(kernels.desired().project()).get(0).instance().handle();
        String idle =
            KernelMemory.isVisible(engine)
                ? KernelMemory.of(engine, container).toString()
                : "Not measured: the engine's processes are not this machine's.\n";
        return new Section(
            "Memory",
            "One idle embedded kernel and all that runs in its container:\n\n"
                + idle
                + "\nThe command:\n\n"
                + commands.table(),
            List.of());
      } finally {
        library.down(kernels.desired(), false);
      }
    }
  }

  Section planner() {
    return PlannerRun.run(progress);
  }

  private Program command() {
    return new Program(
        List.of(root.resolve("docker-fleet").toString()), Map.of("FLEET_HOME", home().toString()));
  }

  private static Program of(KernelFleet kernels, Program program) {
    return program.with(
        List.of("-f", kernels.file().toString(), "-p", kernels.desired().project().value()));
  }

  private KernelFleet kernels(String name) {
    return KernelFleet.in(folder, root, Project.of(name));
  }

  private Fleet library(FleetListener listener) {
    return new Fleet(
        new Surroundings(
            new DockerRuntime(Engine.connect(EngineLocator.ofThisProcess()), Optional.empty()),
            new ZmqKernelProtocol(),
            FleetHome.at(home()),
            listener,
            Map.of(),
            Clock.systemUTC()));
  }

  private Path home() {
    return folder.resolve("home");
  }
}
