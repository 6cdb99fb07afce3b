package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a person types to mean one instance: its id, one of its ports, its name, its slot, its
 * service if that has one instance, or the beginning of its id.
 */
final class Selector {
  private static final int SHORTEST_PREFIX = 4;

  private Selector() {}

  /**
   * @throws FleetException with {@code NOT_FOUND} if nothing is meant, with {@code USAGE} if
   *     several could be
   */
  static Instance find(ProjectName project, List<Instance> instances, String text) {
    List<Predicate<Instance>> readings =
        List.of(
            i -> i.id().value().equals(text),
            i -> i.name().equals(text),
            i -> i.name().equals(project + "-" + text),
            i -> i.slot().filter(slot -> slot.toString().equals(text)).isPresent(),
            i -> hasPort(i, text),
            i -> i.service().filter(service -> service.value().equals(text)).isPresent(),
            i -> hasIdPrefix(i, text));
    for (Predicate<Instance> reading : readings) {
      List<Instance> meant = instances.stream().filter(reading).toList();
      if (meant.size() == 1) {
        return meant.get(0);
      }
      if (meant.size() > 1) {
        throw new FleetException(
            ErrorCode.USAGE, "'" + text + "' can mean " + names(meant) + ": say which");
      }
    }
    throw new FleetException(
        ErrorCode.NOT_FOUND,
        instances.isEmpty()
            ? "there is no kernel '" + text + "': project " + project + " has none at all"
            : "there is no kernel '" + text + "'; there are " + names(instances));
  }

  private static boolean hasPort(Instance instance, String text) {
    return instance
        .spec()
        .kernel()
        .filter(k -> k.ports().ports().anyMatch(p -> Integer.toString(p).equals(text)))
        .isPresent();
  }

  private static boolean hasIdPrefix(Instance instance, String text) {
    String id = instance.id().value();
    String digits = id.substring(id.indexOf('-') + 1);
    return text.length() >= SHORTEST_PREFIX
        && Stream.of(id, digits).anyMatch(whole -> whole.startsWith(text));
  }

  private static String names(List<Instance> instances) {
    return String.join(", ", instances.stream().map(Instance::name).toList());
  }
}
