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
 * service if that has one instance, or the beginning of its id or name, if that of no other begins
 * so.
 */
final class Selector {
  private static final int SHORTEST_PREFIX = 3;

  private Selector() {}

  /**
   * @throws FleetException with {@code NOT_FOUND} if nothing is meant, with {@code USAGE} if
   *     several could be
   */
  static Instance find(ProjectName project, List<Instance> instances, String text) {
    List<Instance> meant = findAll(project, instances, text);
    if (meant.size() > 1) {
      throw ambiguous(text, meant);
    }
    return meant.get(0);
  }

  /**
   * Likewise, and all instances of a service by its name.
   *
   * @return at least one
   */
  static List<Instance> findAll(ProjectName project, List<Instance> instances, String text) {
    List<Predicate<Instance>> readings =
        List.of(
            i -> i.id().value().equals(text),
            i -> i.name().equals(text),
            i -> i.name().equals(project + "-" + text),
            i -> i.slot().filter(slot -> slot.toString().equals(text)).isPresent(),
            i -> hasPort(i, text),
            i -> isOf(i, text),
            i -> begins(project, i, text));
    for (Predicate<Instance> reading : readings) {
      List<Instance> meant = instances.stream().filter(reading).toList();
      if (meant.size() > 1 && !meant.stream().allMatch(i -> isOf(i, text))) {
        throw ambiguous(text, meant);
      }
      if (!meant.isEmpty()) {
        return meant;
      }
    }
    throw new FleetException(
        ErrorCode.NOT_FOUND,
        instances.isEmpty()
            ? "there is no kernel '" + text + "': project " + project + " has none at all"
            : "there is no kernel '" + text + "'; there are " + names(instances));
  }

  private static FleetException ambiguous(String text, List<Instance> meant) {
    return new FleetException(
        ErrorCode.USAGE, "'" + text + "' can mean " + names(meant) + ": say which");
  }

  private static boolean isOf(Instance instance, String service) {
    return instance.service().filter(name -> name.value().equals(service)).isPresent();
  }

  private static boolean hasPort(Instance instance, String text) {
    return instance
        .spec()
        .kernel()
        .filter(k -> k.ports().ports().anyMatch(p -> Integer.toString(p).equals(text)))
        .isPresent();
  }

  private static boolean begins(ProjectName project, Instance instance, String text) {
    String id = instance.id().value();
    String digits = id.substring(id.indexOf('-') + 1);
    String name = instance.name();
    String shortName =
        name.startsWith(project + "-") ? name.substring(project.value().length() + 1) : name;
    return text.length() >= SHORTEST_PREFIX
        && Stream.of(id, digits, name, shortName).anyMatch(whole -> whole.startsWith(text));
  }

  private static String names(List<Instance> instances) {
    return String.join(", ", instances.stream().map(Instance::name).toList());
  }
}
