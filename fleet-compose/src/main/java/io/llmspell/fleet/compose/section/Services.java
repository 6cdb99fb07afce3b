package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All services of a file with what the caller wants of them. */
public final class Services {
  private final Map<ServiceName, ServiceDraft> drafts = new TreeMap<>();
  private final Set<String> profiles;

  /** Over what was read, for the profiles that are asked for. */
  public Services(Collection<ServiceDraft> drafts, Set<String> profiles) {
    drafts.forEach(d -> this.drafts.put(d.name(), d));
    this.profiles = Set.copyOf(profiles);
  }

  /** Takes the caller's numbers of replicas instead of the file's. */
  public void scale(Map<ServiceName, Integer> scale, Place file, Consumer<String> warnings) {
    new TreeMap<>(scale)
        .forEach(
            (name, count) -> {
              @Nullable ServiceDraft draft = drafts.get(name);
              if (draft == null) {
                file.problem(
                    "can't scale '"
                        + name
                        + "': there is no such service"
                        + Nearest.hint(name.value(), names()));
              } else if (count < 0) {
                file.problem("can't scale " + name + " to " + count);
              } else if (count > ServiceDraft.MOST_REPLICAS) {
                file.problem(
                    "can't scale "
                        + name
                        + " to "
                        + count
                        + ": a service has at most "
                        + ServiceDraft.MOST_REPLICAS
                        + " replicas");
              } else {
                drafts.put(name, draft.withReplicas(count));
                if (!draft.isActive(profiles)) {
                  warnings.accept(
                      "service "
                          + name
                          + " is scaled, but not active; it needs the profile "
                          + Nearest.list(draft.profiles()));
                }
              }
            });
  }

  /**
   * Looks for what fits no file: names, ports and dependencies. Services that no profile puts side
   * by side may share a name or a port.
   *
   * @param range what kernels may lease
   */
  public void check(ProjectName project, PortRange range) {
    NameCheck names = new NameCheck(project);
    drafts.values().forEach(names::alone);
    drafts.values().forEach(PortCheck::alone);
    drafts.values().forEach(draft -> PortCheck.kernels(draft, range));
    List<ServiceDraft> active = active();
    names.together(active);
    PortCheck.together(active);
    new DependencyCheck(drafts.values(), profiles).run();
  }

  /** Says which keys of the services that take part are read, printed and otherwise left alone. */
  public void warnOfWhatHasNoEffect(Consumer<String> warnings) {
    active()
        .forEach(
            draft ->
                draft
                    .withoutEffect()
                    .forEach(
                        key ->
                            warnings.accept(
                                "service " + draft.name() + ": " + key + " has no effect")));
  }

  /** All that any service names. */
  public Set<String> profiles() {
    Set<String> named = new TreeSet<>();
    drafts.values().forEach(d -> named.addAll(d.profiles()));
    return named;
  }

  /** That no service has a profile that is asked for is most likely a typing error. */
  public void checkProfiles(Set<String> asked, Place file) {
    Set<String> known = profiles();
    for (String profile : new TreeSet<>(asked)) {
      if (!known.contains(profile) && !profile.equals(ServiceDraft.EVERY_PROFILE)) {
        file.problem("no service has the profile '" + profile + "'" + Nearest.hint(profile, known));
      }
    }
  }

  /** The services that take part; only when there was no problem. */
  public Map<ServiceName, ServiceSpec> activeSpecs() {
    Set<ServiceName> present =
        active().stream().map(ServiceDraft::name).collect(Collectors.toSet());
    Map<ServiceName, ServiceSpec> specs = new TreeMap<>();
    active().forEach(d -> specs.put(d.name(), d.spec(present)));
    return specs;
  }

  /** The services that no profile asks for. */
  public Set<ServiceName> inactive() {
    return drafts.values().stream()
        .filter(d -> !d.isActive(profiles))
        .map(ServiceDraft::name)
        .collect(Collectors.toSet());
  }

  private List<ServiceDraft> active() {
    return drafts.values().stream().filter(d -> d.isActive(profiles)).toList();
  }

  private List<String> names() {
    return drafts.keySet().stream().map(ServiceName::value).toList();
  }
}
