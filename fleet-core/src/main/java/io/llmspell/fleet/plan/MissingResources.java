package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.runtime.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the selected services need around them and is not there: images first, since they can fail.
 */
final class MissingResources {
  private static final Set<PullPolicy> FETCHED_EVERY_TIME =
      Set.of(PullPolicy.ALWAYS, PullPolicy.BUILD);

  private MissingResources() {}

  static List<Action.Ensure> of(
      DesiredFleet desired, ObservedFleet observed, Scope scope, Collection<ServiceSpec> selected) {
    List<ServiceSpec> services =
        selected.stream().filter(service -> service.replicas() > 0).toList();
    List<Action.Ensure> ensures = new ArrayList<>();
    services.stream()
        .flatMap(service -> image(service, observed, scope))
        .distinct()
        .forEach(ensures::add);
    names(
            services.stream()
                .flatMap(s -> s.container().networking().networks().stream())
                .map(Networking.Attachment::network))
        .stream()
        .map(name -> Objects.requireNonNull(desired.networks().get(name)))
        .filter(network -> !observed.networks().contains(network.name()))
        .forEach(n -> ensures.add(new Action.Ensure(new Resource.Network(n), "it is not there")));
    names(
            services.stream()
                .flatMap(s -> s.container().storage().mounts().stream())
                .filter(mount -> mount.kind() == Storage.Kind.VOLUME)
                .flatMap(mount -> mount.source().stream()))
        .stream()
        .map(name -> Objects.requireNonNull(desired.volumes().get(name)))
        .filter(volume -> !observed.volumes().contains(volume.name()))
        .forEach(v -> ensures.add(new Action.Ensure(new Resource.Volume(v), "it is not there")));
    return ensures;
  }

  private static Stream<Action.Ensure> image(
      ServiceSpec service, ObservedFleet observed, Scope scope) {
    Resource image = Resource.Image.of(service);
    if (!observed.images().containsKey(service.image())) {
      return Stream.of(new Action.Ensure(image, "it is not there"));
    }
    boolean everyTime = FETCHED_EVERY_TIME.contains(service.pullPolicy());
    return everyTime && !scope.imagesFetched()
        ? Stream.of(new Action.Ensure(image, "its pull_policy is " + word(service.pullPolicy())))
        : Stream.empty();
  }

  private static String word(PullPolicy policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toCollection(TreeSet::new));
  }
}
