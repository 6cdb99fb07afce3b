package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.BuildSpec;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.VolumeSpec;
import java.util.Optional;

/** What instances need around them. */
public sealed interface Resource {

  /** What kind of thing it is, in one word. */
  String kind();

  /** Its name in the engine. */
  String name();

  /**
   * An image.
   *
   * @param build how it is built; absent if it is only pulled
   * @param platform absent: the engine's own
   */
  record Image(
      ImageReference reference,
      PullPolicy policy,
      Optional<BuildSpec> build,
      Optional<String> platform)
      implements Resource {
    /** One that is only pulled, for the engine's own platform. */
    public Image(ImageReference reference, PullPolicy policy) {
      this(reference, policy, Optional.empty(), Optional.empty());
    }

    /** The one of a service. */
    public static Image of(ServiceSpec service) {
      return new Image(
          service.image(), service.pullPolicy(), service.build(), service.container().platform());
    }

    /** The same, to be had in another way. */
    public Image with(PullPolicy other) {
      return new Image(reference, other, build, platform);
    }

    @Override
    public String kind() {
      return "image";
    }

    @Override
    public String name() {
      return reference.value();
    }
  }

  /** A network. */
  record Network(NetworkSpec spec) implements Resource {
    @Override
    public String kind() {
      return "network";
    }

    @Override
    public String name() {
      return spec.name();
    }
  }

  /** A named volume. */
  record Volume(VolumeSpec spec) implements Resource {
    @Override
    public String kind() {
      return "volume";
    }

    @Override
    public String name() {
      return spec.name();
    }
  }
}
