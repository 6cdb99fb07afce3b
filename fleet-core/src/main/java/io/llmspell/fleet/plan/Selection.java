package io.llmspell.fleet.plan;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.WarmPool;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The services that were asked for and, as in Compose, those that they depend on. */
final class Selection {
  private Selection() {}

  static NavigableMap<ServiceName, ServiceSpec> of(DesiredFleet desired, Set<ServiceName> asked) {
    if (asked.isEmpty()) {
      return new TreeMap<>(desired.services());
    }
    NavigableMap<ServiceName, ServiceSpec> selected = new TreeMap<>();
    Deque<ServiceName> open = new ArrayDeque<>(asked);
    while (!open.isEmpty()) {
      ServiceName name = open.pop();
      ServiceSpec service = desired.services().get(name);
      if (service == null) {
        throw new FleetException(ErrorCode.NOT_FOUND, unknown(desired, name));
      }
      if (selected.put(name, service) == null) {
        service.dependsOn().forEach(d -> open.push(d.service()));
        Optional.of(WarmPool.of(name))
            .filter(desired.services()::containsKey)
            .ifPresent(open::push);
      }
    }
    return selected;
  }

  private static String unknown(DesiredFleet desired, ServiceName name) {
    if (desired.inactive().contains(name)) {
      return "service " + name + " belongs to a profile that is not active: add --profile";
    }
    return "there is no service " + name + "; there are " + join(desired.services().keySet());
  }

  private static String join(Collection<ServiceName> names) {
    return String.join(", ", names.stream().map(ServiceName::value).toList());
  }
}
