package io.llmspell.fleet.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What Linux says of a process in a file of {@code name: value} lines, such as {@code
 * /proc/PID/status}; see proc(5).
 *
 * @param text empty for a process that is gone, and where there is no such file
 */
public record ProcessStatus(String text) {

  /** {@code /proc/PID/status} now. */
  public static ProcessStatus of(long pid) {
    return read(pid, "status");
  }

  /** {@code /proc/PID/smaps_rollup} now: what is shared with others is told apart there. */
  public static ProcessStatus mapsOf(long pid) {
    return read(pid, "smaps_rollup");
  }

  private static ProcessStatus read(long pid, String file) {
    try {
      return new ProcessStatus(Files.readString(Path.of("/proc", Long.toString(pid), file)));
    } catch (IOException e) {
      return new ProcessStatus("");
    }
  }

  /** The value of a line such as {@code VmHWM: 12345 kB}. */
  public OptionalLong kilobytes(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .filter(value -> value.endsWith(" kB"))
        .mapToLong(value -> Long.parseLong(value.substring(0, value.length() - 3).strip()))
        .findFirst();
  }

  /** The process's name. */
  public String name() {
    return text.lines()
        .filter(line -> line.startsWith("Name:"))
        .map(line -> line.substring("Name:".length()).strip())
        .findFirst()
        .orElse("");
  }
}
