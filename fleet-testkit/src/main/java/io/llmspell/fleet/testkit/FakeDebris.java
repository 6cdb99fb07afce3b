package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.runtime.Observation;
import java.util.ArrayList;
import java.util.List;

/** What is left in the {@link InMemoryEngine} of instances that are no more; under its lock. */
final class FakeDebris {
  private final EngineState state;

  FakeDebris(EngineState state) {
    this.state = state;
  }

  List<Leftover> of(Observation wanted) {
    List<Leftover> leftovers = new ArrayList<>();
    state.leases.values().stream()
        .filter(lease -> lease.project().equals(wanted.project()) && !isThere(lease.holder()))
        .map(FakeLease::asLeftover)
        .forEach(leftovers::add);
    state.claims.values().stream()
        .filter(made -> made.claim().project().equals(wanted.project()))
        .filter(made -> !isThere(made.claim().kernel()))
        .map(FakeClaim::asLeftover)
        .forEach(leftovers::add);
    state.networks.visible(wanted.project(), wanted.networks()).stream()
        .filter(name -> !wanted.networks().contains(name) && !isUsed(name))
        .flatMap(name -> state.networks.made(name).map(made -> network(name, made)).stream())
        .forEach(leftovers::add);
    return leftovers;
  }

  /** Whether it was removed: what is used, or another's by now, is not. */
  boolean collect(Leftover leftover) {
    return switch (leftover.kind()) {
      case LEASE ->
          state
                  .leases
                  .values()
                  .removeIf(l -> l.nonce().equals(leftover.mark()) && !isThere(l.holder()))
              || state
                  .claims
                  .values()
                  .removeIf(c -> c.nonce().equals(leftover.mark()) && !isThere(c.claim().kernel()));
      case NETWORK -> {
        boolean removable =
            !isUsed(leftover.name())
                && state
                    .networks
                    .made(leftover.name())
                    .filter(made -> made.mark().equals(leftover.mark()))
                    .isPresent();
        if (removable) {
          state.networks.remove(leftover.name());
        }
        yield removable;
      }
    };
  }

  private static Leftover network(String name, Commons.Made made) {
    return new Leftover(
        Leftover.Kind.NETWORK, name, made.mark(), made.since(), made.maker().seen());
  }

  private boolean isThere(InstanceId kernel) {
    return state.containers.values().stream()
        .flatMap(c -> c.make.labels().stream())
        .anyMatch(labels -> labels.id().equals(kernel));
  }

  private boolean isUsed(String network) {
    return state.containers.values().stream().anyMatch(c -> c.make.networks().contains(network));
  }
}
