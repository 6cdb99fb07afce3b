package io.llmspell.fleet.cli.session;

import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.docker.EmbeddedImage;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineEndpoint;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.home.ProjectRuntimes;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.process.ProcessRuntime;
import io.llmspell.fleet.process.Programs;
import io.llmspell.fleet.process.confine.Confinement;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.Observation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where a project's kernels run. A container engine, if one answers; processes of this machine only
 * where no engine is configured and none answers, and never for a project whose kernels may be on
 * an engine that is just not there.
 */
final class RuntimeSearch {
  private static final String DOCKER = "docker";
  private static final String PROCESS = "process";

  private final Place place;
  private final ProjectRuntimes runtimes;
  private final EngineLocator engines;
  private final Optional<EmbeddedImage> embedded;
  private final Consumer<String> remarks;

  /**
   * @param remarks hears, once a search, what was chosen if it is not the usual
   */
  RuntimeSearch(
      Place place,
      EngineLocator engines,
      Optional<EmbeddedImage> embedded,
      Consumer<String> remarks) {
    this.place = place;
    this.runtimes = ProjectRuntimes.in(place.fleetHome());
    this.engines = engines;
    this.embedded = embedded;
    this.remarks = remarks;
  }

  /** The runtime that was asked for by name. */
  KernelRuntime docker(Supplier<ProjectName> project) {
    warnOfTheOther(project, PROCESS);
    return docker();
  }

  /** The runtime that was asked for by name. */
  KernelRuntime process(Supplier<ProjectName> project) {
    warnOfTheOther(project, DOCKER);
    return process();
  }

  /**
   * The usual choice. A project that has processes goes on with them: on an engine that came up
   * meanwhile it would have everything twice.
   *
   * @param project asked for only where it matters: to know it may take reading a file
   */
  KernelRuntime auto(Supplier<ProjectName> project) {
    if (ProcessRuntime.isUsed(place.fleetHome()) && hasProcesses(project.get())) {
      return goOn(project.get());
    }
    try {
      return docker();
    } catch (FleetException e) {
      if (e.code() != ErrorCode.ENGINE_UNAVAILABLE || isConfigured()) {
        throw e;
      }
      return insteadOf(e, project.get());
    }
  }

  private KernelRuntime docker() {
    return new DockerRuntime(Engine.connect(engines), embedded);
  }

  private ProcessRuntime process() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String searchPath = place.environment().getOrDefault("PATH", "");
    return new ProcessRuntime(
        place.fleetHome(),
        Programs.installed(place.root(), java, searchPath),
        Confinement.here(),
        place.environment());
  }

  private boolean isConfigured() {
    return engines.candidates().stream().anyMatch(EngineEndpoint::configured);
  }

  /** What has ended does not keep a project from an engine. */
  private boolean hasProcesses(ProjectName project) {
    try (KernelRuntime processes = process()) {
      return processes.observe(Observation.ofInstances(project)).instances().stream()
          .anyMatch(instance -> instance.exit().isEmpty());
    }
  }

  private KernelRuntime goOn(ProjectName project) {
    if (isConfigured()) {
      try (KernelRuntime engine = docker()) {
        remarks.accept(goesOn(project, engine.capabilities().description()));
      } catch (FleetException e) {
        throw new FleetException(
            e.code(),
            e.getMessage()
                + "; project "
                + project
                + " has kernels that run as processes: --runtime process is for those",
            e);
      }
    } else if (!engines.candidates().isEmpty()) {
      remarks.accept(goesOn(project, "the container engine of this machine"));
    }
    return process();
  }

  private static String goesOn(ProjectName project, String engine) {
    return "project "
        + project
        + " has kernels that run as processes and goes on with them, not on "
        + engine
        + ": `down` ends them";
  }

  private void warnOfTheOther(Supplier<ProjectName> project, String other) {
    if (runtimes.isUsed() && runtimes.has(project.get(), other)) {
      remarks.accept(
          "project "
              + project.get()
              + " was started with --runtime "
              + other
              + ", too, and not ended there: kernels of one name share the path of their connection"
              + " file");
    }
  }

  /** Said when a project's first kernels are started so, and not again. */
  private KernelRuntime insteadOf(FleetException noEngine, ProjectName project) {
    if (runtimes.has(project, DOCKER)) {
      throw new FleetException(
          noEngine.code(),
          noEngine.getMessage()
              + "; project "
              + project
              + " ran on a container engine before, so nothing is started as a process unless you"
              + " say --runtime process",
          noEngine);
    }
    ProcessRuntime processes = process();
    if (!runtimes.has(project, PROCESS)) {
      remarks.accept(
          "no container engine answers and none is configured, so kernels are "
              + processes.capabilities().description());
    }
    return processes;
  }
}
