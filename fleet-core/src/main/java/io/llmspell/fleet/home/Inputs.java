package io.llmspell.fleet.home;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What people have said of a project beside its file, so that the next command wants the same. No
 * value of any environment variable is in it.
 *
 * @param files the Compose files of the last {@code up}, absolute
 * @param profiles the profiles that it was given
 * @param scale numbers of replicas that were asked for instead of the files'
 * @param stopped slots that were stopped by hand, and stay so until somebody wants them filled
 */
public record Inputs(
    List<Path> files, List<String> profiles, Map<ServiceName, Integer> scale, Set<Slot> stopped) {
  /** Nothing was said. */
  public static final Inputs NONE = new Inputs(List.of(), List.of(), Map.of(), Set.of());

  /**
   * @throws IllegalArgumentException for a path that is not absolute, or a name with a line end
   */
  public Inputs {
    files = List.copyOf(files);
    profiles = List.copyOf(profiles);
    scale = ImmutableSortedMap.copyOf(scale);
    stopped = ImmutableSortedSet.copyOf(stopped);
    files.forEach(file -> check(file.isAbsolute(), file + " is not an absolute path"));
    files.forEach(file -> checkLine(file.toString()));
    profiles.forEach(Inputs::checkLine);
  }

  /** The same, with other slots stopped. */
  public Inputs withStopped(Set<Slot> others) {
    return new Inputs(files, profiles, scale, others);
  }

  /** The same, with these slots stopped too. */
  public Inputs stopping(Collection<Slot> more) {
    Set<Slot> all = new TreeSet<>(stopped);
    all.addAll(more);
    return withStopped(all);
  }

  /** The same, with these slots no longer stopped. */
  public Inputs filling(Collection<Slot> filled) {
    Set<Slot> left = new TreeSet<>(stopped);
    left.removeAll(filled);
    return withStopped(left);
  }

  /**
   * The same once more was said: its numbers win over these, its files and profiles replace these
   * if it has files. What is stopped stays so.
   */
  public Inputs and(Inputs more) {
    Map<ServiceName, Integer> all = new TreeMap<>(scale);
    all.putAll(more.scale);
    return more.files.isEmpty()
        ? new Inputs(files, profiles, all, stopped)
        : new Inputs(more.files, more.profiles, all, stopped);
  }

  /** The same with numbers of those services only. */
  public Inputs withScaleOf(Predicate<ServiceName> those) {
    return new Inputs(files, profiles, Maps.filterKeys(scale, those::test), stopped);
  }

  private static void checkLine(String text) {
    check(
        text.lines().count() == 1 && !text.isBlank(), "'" + text + "' is empty or has a line end");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
