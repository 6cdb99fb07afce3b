package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a person types to mean one instance: its id, one of its ports, its name, its slot, its
 * service if that has one instance, or the beginning of its id or name, if that of no other begins
 * so.
 */
public final class Selector {
  private static final int SHORTEST_PREFIX = 3;

  private Selector() {}

  /**
   * The instance that is meant.
   *
   * @throws FleetException with {@code NOT_FOUND} if nothing is meant, with {@code USAGE} if
   *     several could be
   */
  public static Instance find(ProjectName project, List<Instance> instances, String text) {
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
    return findAll(project, instances, List.of(text), known -> false);
  }

  /**
   * Likewise for several texts at once; each instance once, in the order in which they were given.
   *
   * @param mayHaveNone whether a text means something of which no instance is there
   */
  static List<Instance> findAll(
      ProjectName project,
      List<Instance> instances,
      List<String> texts,
      Predicate<String> mayHaveNone) {
    Set<Instance> found = new HashSet<>();
    for (String text : texts) {
      List<Instance> meant = meant(project, instances, text);
      if (meant.isEmpty() && !mayHaveNone.test(text)) {
        throw new FleetException(ErrorCode.NOT_FOUND, unknown(project, instances, text));
      }
      found.addAll(meant);
    }
    return instances.stream().filter(found::contains).toList();
  }

  private static List<Instance> meant(ProjectName project, List<Instance> instances, String text) {
    List<Predicate<Instance>> readings =
        List.of(
            i -> i.id().value().equals(text),
            i -> i.name().equals(text),
            i -> i.name().equals(project + "-" + text),
            i -> i.slot().filter(slot -> slot.toString().equals(text)).isPresent(),
            i -> hasPort(i, text),
            i -> isOf(i, text),
            i -> text.length() >= SHORTEST_PREFIX && begins(project, i, text));
    for (Predicate<Instance> reading : readings) {
      List<Instance> meant = instances.stream().filter(reading).toList();
      if (meant.size() > 1 && !meant.stream().allMatch(i -> isOf(i, text))) {
        throw ambiguous(text, meant);
      }
      if (!meant.isEmpty()) {
        return meant;
      }
    }
    return List.of();
  }

  private static String unknown(ProjectName project, List<Instance> instances, String text) {
    String unknown = "there is no kernel or service '" + text + "'";
    if (instances.isEmpty()) {
      return unknown + ": nothing of project " + project + " is there";
    }
    boolean tooShort = instances.stream().anyMatch(i -> begins(project, i, text));
    return unknown
        + "; there are "
        + names(instances)
        + (tooShort
            ? "; the beginning of a name or an id has to have " + SHORTEST_PREFIX + " characters"
            : "");
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
    return Stream.of(id, digits, name, shortName).anyMatch(whole -> whole.startsWith(text));
  }

  private static String names(List<Instance> instances) {
    return String.join(", ", instances.stream().map(Instance::name).toList());
  }
}
