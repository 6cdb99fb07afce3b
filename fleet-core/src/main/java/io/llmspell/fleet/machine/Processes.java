package io.llmspell.fleet.machine;

import io.llmspell.fleet.model.MakerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes of a machine.
 *
 * @param proc {@code /proc}, or another folder in tests
 */
public record Processes(Path proc) {
  /** Of this machine, as this process sees them. */
  public static final Processes HERE = new Processes(Path.of("/proc"));

  private static final int PARTS = 4;

  /** In {@code /proc/PID/stat}, counted after the command's name, see proc(5). */
  private static final int STATE = 0;

  private static final int START_TIME = 19;

  /** A zombie, and one that is just taken away. */
  private static final Set<String> ENDED = Set.of("Z", "X");

  /** This process; empty where that can't be had. */
  public Optional<String> self() {
    return read(proc.resolve("self/stat")).flatMap(this::called);
  }

  /** A process that lives; empty if there is none of this id, or where that can't be had. */
  public Optional<String> of(long pid) {
    return read(proc.resolve(Long.toString(pid)).resolve("stat")).flatMap(this::called);
  }

  /**
   * What a process is called by which it is known: its boot, namespace, id and start time, with
   * slashes between them.
   *
   * @param other what a process of the same boot and namespace is called
   * @param stat its {@code /proc/PID/stat}, whole
   */
  public static String calledBeside(String other, String stat) {
    List<String> parts = List.of(other.split("/", -1));
    return called(parts.get(0) + "/" + parts.get(1), stat);
  }

  private Optional<String> called(String stat) {
    return here().map(here -> called(here, stat));
  }

  private static String called(String where, String stat) {
    return where + "/" + stat.substring(0, stat.indexOf(' ')) + "/" + fields(stat).get(START_TIME);
  }

  /** The process id in what a process is called. */
  public static long idOf(String process) {
    return Long.parseLong(List.of(process.split("/", -1)).get(2));
  }

  /** Whether a process was started before this machine was. */
  public boolean isOfAnotherBoot(String process) {
    return boot().filter(boot -> !process.startsWith(boot + "/")).isPresent();
  }

  /** Dead only where that is sure: a process that can't be looked at may live. */
  public MakerState stateOf(String process) {
    List<String> parts = List.of(process.split("/", -1));
    if (parts.size() != PARTS || here().filter(process::startsWith).isEmpty()) {
      return MakerState.UNKNOWN;
    }
    Path stat = proc.resolve(parts.get(2)).resolve("stat");
    try {
      return isTheSame(fields(Files.readString(stat)), parts.get(3))
          ? MakerState.ALIVE
          : MakerState.DEAD;
    } catch (NoSuchFileException e) {
      return showsAll() ? MakerState.DEAD : MakerState.UNKNOWN;
    } catch (IOException e) {
      return MakerState.UNKNOWN;
    }
  }

  /** Another may have its id by now; and one that its parent does not wait for is still listed. */
  private static boolean isTheSame(List<String> fields, String startTime) {
    return fields.get(START_TIME).equals(startTime) && !ENDED.contains(fields.get(STATE));
  }

  /**
   * Whether processes of others can be seen at all, which {@code hidepid} takes away, see proc(5):
   * there is always a first one.
   */
  private boolean showsAll() {
    return read(proc.resolve("1/stat")).isPresent();
  }

  /** This run of this machine, and what process ids mean here. */
  private Optional<String> here() {
    return boot().flatMap(boot -> namespace().map(space -> boot + "/" + space));
  }

  private Optional<String> boot() {
    return read(proc.resolve("sys/kernel/random/boot_id")).map(String::strip);
  }

  private Optional<String> namespace() {
    try {
      return Optional.of(Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString());
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** Those after the command's name, which may hold spaces and brackets. */
  private static List<String> fields(String stat) {
    return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
