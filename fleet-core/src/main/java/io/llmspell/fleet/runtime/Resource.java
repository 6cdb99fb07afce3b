package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.VolumeSpec;

/** What instances need around them. */
public sealed interface Resource {

  /** What kind of thing it is, in one word. */
  String kind();

  /** Its name in the engine. */
  String name();

  /** An image. */
  record Image(ImageReference reference, PullPolicy policy) implements Resource {
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
