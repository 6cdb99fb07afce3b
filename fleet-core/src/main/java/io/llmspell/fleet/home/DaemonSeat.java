package io.llmspell.fleet.home;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.machine.AtomicFile;
import io.llmspell.fleet.machine.Processes;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.ProjectName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The right of one process to be a project's daemon, among all that have the same {@code
 * FLEET_HOME}. It ends with the process, however that ends. Beside it lies who has it, and where he
 * answers: {@code daemons/PROJECT}, two lines.
 */
public final class DaemonSeat implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private DaemonSeat(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Who is a project's daemon.
   *
   * @param process as {@link Processes} calls it
   * @param address where it answers, {@code http://127.0.0.1:9550}
   */
  public record Holder(String process, String address) {
    @Override
    public String toString() {
      return "process " + Processes.idOf(process) + " at " + address;
    }
  }

  /**
   * Takes the seat, which nobody knows of before {@link #answerAt}.
   *
   * @throws FleetException with {@code CONFLICT} if another process has it, with its name and
   *     address
   */
  public static DaemonSeat take(Path fleetHome, ProjectName project) {
    Path file = fileOf(fleetHome, project);
    try {
      AtomicFile.makeFolderOf(file);
      FileChannel channel =
          FileChannel.open(file.resolveSibling(project.value() + ".lock"), CREATE, WRITE);
      if (isLocked(channel)) {
        return new DaemonSeat(file, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw failed("take " + file, e);
    }
    throw new FleetException(
        ErrorCode.CONFLICT,
        "another daemon keeps "
            + project
            + ": "
            + holder(fleetHome, project).map(Holder::toString).orElse("it is just starting")
            + "; end it first (SIGTERM leaves the kernels running)");
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  /** Lets others know where this process answers. */
  public void answerAt(String address) {
    String text = Processes.HERE.self().orElse("") + "\n" + address + "\n";
    try {
      AtomicFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed("write " + file, e);
    }
  }

  /** Who has the seat of a project, as far as this machine's processes can be told apart. */
  public static Optional<Holder> holder(Path fleetHome, ProjectName project) {
    Path file = fileOf(fleetHome, project);
    try {
      List<String> lines = Files.readAllLines(file);
      return Optional.of(lines)
          .filter(all -> all.size() == 2)
          .map(all -> new Holder(all.get(0), all.get(1)))
          .filter(holder -> Processes.HERE.stateOf(holder.process()) != MakerState.DEAD);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read " + file, e);
    }
  }

  /** All daemons of this {@code FLEET_HOME} that certainly run on this machine, by project. */
  public static Map<ProjectName, Holder> here(Path fleetHome) {
    Path folder = folderOf(fleetHome);
    if (!Files.isDirectory(folder)) {
      return Map.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      Map<ProjectName, Holder> here = new TreeMap<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(ProjectName::isValid)
          .map(ProjectName::new)
          .forEach(project -> holder(fleetHome, project).ifPresent(h -> here.put(project, h)));
      here.values().removeIf(h -> Processes.HERE.stateOf(h.process()) != MakerState.ALIVE);
      return here;
    } catch (IOException e) {
      throw failed("look into " + folder, e);
    }
  }

  /** Gives the seat back. Idempotent. */
  @Override
  public void close() {
    try {
      if (channel.isOpen()) {
        Files.deleteIfExists(file);
        channel.close();
      }
    } catch (IOException e) {
      throw failed("give back " + file, e);
    }
  }

  private static Path fileOf(Path fleetHome, ProjectName project) {
    return folderOf(fleetHome).resolve(project.value());
  }

  private static Path folderOf(Path fleetHome) {
    return fleetHome.toAbsolutePath().normalize().resolve("daemons");
  }

  private static FleetException failed(String what, IOException e) {
    return new FleetException(
        ErrorCode.INTERNAL,
        "can't " + what + ": " + e + "; set FLEET_HOME to a folder that you may write to",
        e);
  }
}
