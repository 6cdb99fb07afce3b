package io.llmspell.fleet.machine;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.runtime.ProcessSource.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What {@code /proc} says of one process at one moment, see proc(5). Each number is empty once the
 * process has ended, or where this user may not know it.
 *
 * @param proc {@code /proc}, or another folder in tests
 * @param pid its id
 */
public record ProcessFiles(Path proc, long pid) {
  /** {@code USER_HZ}, in which Linux tells times to programs on every platform. */
  private static final int TICKS_A_SECOND = 100;

  private static final ByteSize NOTHING = new ByteSize(0);

  // Words of "stat", counted after the command's name.
  private static final int PARENT = 1;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final int NICE = 16;
  private static final int THREADS = 17;

  /** Of a process of this machine. */
  public static ProcessFiles of(long pid) {
    return new ProcessFiles(Path.of("/proc"), pid);
  }

  /** The machine's memory. */
  public static Optional<ByteSize> machineMemory() {
    return entry(Path.of("/proc/meminfo"), "MemTotal:").map(kib -> new ByteSize(kib * 1024));
  }

  /** What of it is in memory, shared pages included. */
  public Optional<ByteSize> resident() {
    return entry(file("status"), "VmRSS:").map(kib -> new ByteSize(kib * 1024));
  }

  /** What it has used of all processors since its start. */
  public Optional<Duration> cpuTime() {
    return stat().map(Stat::cpuTime);
  }

  public Optional<Integer> nice() {
    return stat().map(Stat::nice);
  }

  public Optional<Integer> threads() {
    return stat().map(Stat::threads);
  }

  /** All that a list of processes shows of it; empty if it has ended. */
  public Optional<RunningProcess> running() {
    return stat()
        .flatMap(
            stat ->
                user()
                    .map(
                        user ->
                            new RunningProcess(
                                pid,
                                stat.parent(),
                                user,
                                stat.nice(),
                                stat.threads(),
                                resident().orElse(NOTHING),
                                stat.cpuTime(),
                                command().filter(words -> !words.isEmpty()).orElse(stat.name()))));
  }

  /** What it had from disks; what the cache answered is not counted. */
  public OptionalLong readBytes() {
    return io("read_bytes:");
  }

  /** What it wrote to disks. */
  public OptionalLong writtenBytes() {
    return io("write_bytes:");
  }

  /** Whose it is. */
  public Optional<String> user() {
    try {
      UserPrincipal owner = Files.getOwner(proc.resolve(Long.toString(pid)));
      return Optional.of(owner.getName());
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /** Its words, with blanks between them. */
  public Optional<String> command() {
    return text(file("cmdline")).map(words -> words.replace('\0', ' ').strip());
  }

  /** The variables that it was started with. */
  public Optional<Map<String, String>> environment() {
    return text(file("environ"))
        .map(
            text -> {
              Map<String, String> variables = new TreeMap<>();
              for (String variable : text.split("\0", -1)) {
                int sign = variable.indexOf('=');
                if (sign > 0) {
                  variables.put(variable.substring(0, sign), variable.substring(sign + 1));
                }
              }
              return variables;
            });
  }

  /** Its working folder. */
  public Optional<Path> folder() {
    return link("cwd");
  }

  /** What its input is: a file, a device, or a name in brackets or with a colon for others. */
  public Optional<Path> input() {
    return link("fd/0");
  }

  private Optional<Path> link(String name) {
    try {
      return Optional.of(Files.readSymbolicLink(file(name)));
    } catch (IOException endedOrForbidden) {
      return Optional.empty();
    }
  }

  private OptionalLong io(String key) {
    Optional<Long> number = entry(file("io"), key);
    return number.isPresent() ? OptionalLong.of(number.get()) : OptionalLong.empty();
  }

  private Optional<Stat> stat() {
    return text(file("stat")).flatMap(Stat::of);
  }

  /**
   * What {@code stat} holds, read once.
   *
   * @param name the command's, in its brackets, which may hold spaces and brackets itself
   */
  private record Stat(String name, List<String> words) {
    static Optional<Stat> of(String stat) {
      int end = stat.lastIndexOf(')');
      return Optional.of(
              new Stat(
                  stat.substring(stat.indexOf('('), end + 1),
                  List.of(stat.substring(end + 2).split(" ", -1))))
          .filter(read -> read.words.size() > THREADS);
    }

    long parent() {
      return Long.parseLong(words.get(PARENT));
    }

    int nice() {
      return Integer.parseInt(words.get(NICE));
    }

    int threads() {
      return Integer.parseInt(words.get(THREADS));
    }

    Duration cpuTime() {
      long ticks = Long.parseLong(words.get(USER_TIME)) + Long.parseLong(words.get(SYSTEM_TIME));
      return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
    }
  }

  private Path file(String name) {
    return proc.resolve(Long.toString(pid)).resolve(name);
  }

  private static Optional<Long> entry(Path file, String key) {
    return text(file)
        .flatMap(text -> text.lines().filter(line -> line.startsWith(key)).findFirst())
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")));
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException endedOrForbidden) {
      return Optional.empty();
    }
  }
}
