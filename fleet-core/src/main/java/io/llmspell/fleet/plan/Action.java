package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.runtime.Resource;
import java.util.Optional;

/** One thing to do, or to leave as it is, with the reason in words. */
public sealed interface Action {

  /** What it is done to: the name of an instance or a resource. */
  String subject();

  /** Why, as the end of a sentence: {@code its image changed}. */
  String reason();

  /** Bring along an image, a network or a volume. */
  record Ensure(Resource resource, String reason) implements Action {
    @Override
    public String subject() {
      return resource.kind() + " " + resource.name();
    }
  }

  /**
   * Fill a slot.
   *
   * @param name of the instance to make
   * @param attempt how many instances the slot will have had
   * @param preferredPorts those of the slot's last instance
   */
  record Start(
      ServiceSpec service,
      Slot slot,
      String name,
      int attempt,
      Optional<PortBlock> preferredPorts,
      String reason)
      implements Action {
    @Override
    public String subject() {
      return name;
    }
  }

  /** End one instance and fill its slot anew. */
  record Replace(Instance old, Start successor) implements Action {
    @Override
    public String subject() {
      return successor.name();
    }

    @Override
    public String reason() {
      return successor.reason();
    }

    /** Whether a program that runs, and its state, are ended. */
    public boolean endsRunning() {
      return old.isRunning();
    }
  }

  /** End one instance for good. */
  record Remove(Instance instance, String reason) implements Action {
    @Override
    public String subject() {
      return instance.name();
    }
  }

  /** Leave an instance as it is. */
  record Keep(Instance instance, String reason) implements Action {
    @Override
    public String subject() {
      return instance.name();
    }
  }
}
