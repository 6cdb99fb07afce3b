package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.section.DependenciesReader.Dependence;
import io.llmspell.fleet.compose.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether every service depends on services that are there, and on itself by no detour. */
final class DependencyCheck {
  private final Map<String, ServiceDraft> services = new TreeMap<>();
  private final Set<String> profiles;

  DependencyCheck(Collection<ServiceDraft> services, Set<String> profiles) {
    services.forEach(s -> this.services.put(s.name().value(), s));
    this.profiles = profiles;
  }

  void run() {
    for (ServiceDraft service : services.values()) {
      service.dependences().forEach(d -> checkTarget(service, d));
    }
    Map<String, ServiceDraft> rest = new TreeMap<>(services);
    removeThoseThatCanStart(rest);
    while (!rest.isEmpty()) {
      reportCycle(rest).forEach(rest::remove);
      removeThoseThatCanStart(rest);
    }
  }

  private void checkTarget(ServiceDraft service, Dependence dependence) {
    @Nullable ServiceDraft target = services.get(dependence.service());
    if (!dependence.required()) {
      return;
    }
    if (target == null) {
      dependence
          .place()
          .problem(
              "there is no service '"
                  + dependence.service()
                  + "'"
                  + Nearest.hint(dependence.service(), services.keySet()));
    } else if (service.isActive(profiles) && !target.isActive(profiles)) {
      dependence
          .place()
          .problem(
              "service "
                  + target.name()
                  + " is not active; it needs the profile "
                  + Nearest.list(target.profiles()));
    }
  }

  /** Leaves what is on a cycle or depends on one. */
  private static void removeThoseThatCanStart(Map<String, ServiceDraft> rest) {
    while (rest.values().removeIf(s -> next(s, rest).isEmpty())) {
      // Each round may let others start.
    }
  }

  /** Follows dependencies, which can't end here, until a service comes again. */
  private static List<String> reportCycle(Map<String, ServiceDraft> rest) {
    List<Dependence> steps = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    String at = rest.keySet().iterator().next();
    while (!seen.contains(at)) {
      seen.add(at);
      Dependence step = next(Optional.ofNullable(rest.get(at)).orElseThrow(), rest).orElseThrow();
      steps.add(step);
      at = step.service();
    }
    int start = seen.indexOf(at);
    List<String> cycle = seen.subList(start, seen.size());
    int first = cycle.indexOf(cycle.stream().sorted().findFirst().orElseThrow());
    List<String> turned = new ArrayList<>(cycle.subList(first, cycle.size()));
    turned.addAll(cycle.subList(0, first + 1));
    steps
        .get(start + first)
        .place()
        .problem("depends on itself: " + turned.stream().collect(Collectors.joining(" -> ")));
    return List.copyOf(cycle);
  }

  private static Optional<Dependence> next(ServiceDraft service, Map<String, ServiceDraft> rest) {
    return service.dependences().stream().filter(d -> rest.containsKey(d.service())).findFirst();
  }
}
