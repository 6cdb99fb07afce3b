package io.llmspell.fleet.process;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What kernels' own processes use, out of {@code /proc}, see proc(5); without those that they have
 * started.
 */
final class ProcessUsage {
  /** {@code USER_HZ}, in which Linux tells times to programs on every platform. */
  private static final int TICKS_A_SECOND = 100;

  /** After the command's name: fields 14 and 15. */
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  private ProcessUsage() {}

  static Map<InstanceId, Usage> of(List<Instance> instances, InstanceLook look) {
    Map<InstanceId, Usage> found = new HashMap<>();
    instances.stream()
        .filter(Instance::isRunning)
        .forEach(
            instance ->
                look.kernel(instance.id())
                    .filter(kernel -> !look.hasEnded(kernel))
                    .flatMap(ProcessUsage::read)
                    .ifPresent(usage -> found.put(instance.id(), usage)));
    return found;
  }

  private static Optional<Usage> read(String kernel) {
    Path proc = Path.of("/proc").resolve(List.of(kernel.split("/", -1)).get(2));
    try {
      String stat = Files.readString(proc.resolve("stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      long ticks = Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(SYSTEM_TIME));
      return Files.readString(proc.resolve("status"))
          .lines()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("\\D", ""))
          .map(kibibytes -> new ByteSize(Long.parseLong(kibibytes) * 1024))
          .map(memory -> new Usage(memory, Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND)))
          .findFirst();
    } catch (IOException endedMeanwhile) {
      return Optional.empty();
    }
  }
}
