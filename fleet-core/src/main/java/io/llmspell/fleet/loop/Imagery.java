package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.runtime.ImageBuilder;
import io.llmspell.fleet.runtime.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The images of a fleet's services. Thread-safe. */
public final class Imagery {
  private final Surroundings around;
  private final DesiredFleet desired;

  Imagery(Surroundings around, DesiredFleet desired) {
    this.around = around;
    this.desired = desired;
  }

  /**
   * Fetches what the registries have now; what the fleet builds itself is built where it is
   * missing. What may not be pulled, or is built as the file says, is left as it is. Blocks until
   * all have been tried.
   *
   * @param services whose; empty: all services'
   * @return what was asked for
   * @throws FleetException the first failure, with the others suppressed in it
   */
  public List<ImageReference> pull(Set<ServiceName> services) {
    List<FleetException> failures = new ArrayList<>();
    List<Resource.Image> images =
        of(services).stream()
            .filter(s -> s.pullPolicy() != PullPolicy.NEVER && s.build().isEmpty())
            .map(s -> Resource.Image.of(s).with(PullPolicy.ALWAYS))
            .distinct()
            .toList();
    for (Resource.Image image : images) {
      try {
        around.runtime().ensure(desired.project(), image, around.listener());
      } catch (FleetException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      FleetException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
    return images.stream().map(Resource.Image::reference).toList();
  }

  /**
   * Builds anew what the fleet, or its file, knows how to build. Blocks until it is built.
   *
   * @param services whose; empty: all services'
   * @return what was built
   * @throws FleetException with {@code UNSUPPORTED} if the runtime builds nothing
   */
  public List<ImageReference> build(Set<ServiceName> services) {
    ImageBuilder builder = around.ability(ImageBuilder.class, "build images");
    Set<ImageReference> built = new TreeSet<>();
    for (ServiceSpec service : of(services)) {
      if (service.build().isPresent()) {
        Resource.Image image = Resource.Image.of(service).with(PullPolicy.BUILD);
        around.runtime().ensure(desired.project(), image, around.listener());
        built.add(service.image());
      } else if (!built.contains(service.image())
          && builder.build(service.image(), around.listener())) {
        built.add(service.image());
      }
    }
    return List.copyOf(built);
  }

  private List<ServiceSpec> of(Set<ServiceName> services) {
    for (ServiceName service : services) {
      if (!desired.services().containsKey(service)) {
        throw new FleetException(
            ErrorCode.NOT_FOUND,
            "there is no active service '"
                + service
                + "'; there are "
                + desired.services().keySet());
      }
    }
    return desired.services().values().stream()
        .filter(service -> services.isEmpty() || services.contains(service.name()))
        .toList();
  }
}
