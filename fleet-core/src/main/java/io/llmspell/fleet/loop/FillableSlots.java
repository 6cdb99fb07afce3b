package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which slots of a service can be filled anew: those with something in them, and stopped ones. */
final class FillableSlots {
  private final Set<Slot> inhabited = new TreeSet<>();
  private final Set<Slot> empty;

  /**
   * @param stopped slots that were stopped by hand; there may be something in them by now
   */
  FillableSlots(List<Instance> instances, Set<Slot> stopped) {
    instances.forEach(instance -> instance.slot().ifPresent(inhabited::add));
    empty = new TreeSet<>(stopped);
    empty.removeAll(inhabited);
  }

  /** The stopped ones. */
  Set<Slot> stopped() {
    return empty;
  }

  /** The slots of a service with something in them, and the stopped ones that it has room for. */
  Set<Slot> allOf(ServiceSpec service) {
    Set<Slot> slots = new TreeSet<>(of(service, inhabited).toList());
    of(service, empty).limit(room(service)).forEach(slots::add);
    return slots;
  }

  /**
   * @throws FleetException with {@code USAGE} if more of them are empty than the service has room
   *     for
   */
  void requireRoom(ServiceSpec service, Set<Slot> slots) {
    List<Slot> filled = of(service, slots).filter(empty::contains).toList();
    if (filled.size() > room(service)) {
      throw new FleetException(
          ErrorCode.USAGE,
          service.name()
              + " shall have "
              + service.replicas()
              + (service.replicas() == 1 ? " instance" : " instances")
              + ", so "
              + filled.get(filled.size() - 1)
              + ", which was stopped, can't be filled: `scale "
              + service.name()
              + "="
              + (of(service, inhabited).count() + filled.size())
              + "`");
    }
  }

  private long room(ServiceSpec service) {
    return Math.max(0, service.replicas() - of(service, inhabited).count());
  }

  private static Stream<Slot> of(ServiceSpec service, Collection<Slot> slots) {
    return slots.stream().filter(slot -> slot.service().equals(service.name()));
  }
}
