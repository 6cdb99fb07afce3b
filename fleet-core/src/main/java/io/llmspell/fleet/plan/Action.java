package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
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
    /** Counts on from an instance that had the slot, and would like to have its ports. */
    static Start after(
        Optional<Instance> predecessor,
        ServiceSpec service,
        Slot slot,
        String name,
        String reason) {
      return new Start(
          service,
          slot,
          name,
          predecessor.map(p -> p.spec().attempt() + 1).orElse(1),
          predecessor.flatMap(p -> p.spec().kernel()).map(Instance.KernelFacts::ports),
          reason);
    }

    @Override
    public String subject() {
      return name;
    }
  }

  /**
   * End one instance and fill its slot anew.
   *
   * @param order whether the successor waits for the old one's end, or starts beside it
   * @param staged with {@code START_FIRST}, the successor that an earlier update has left beside
   *     the old one, and that is as the file wants it
   */
  record Replace(Instance old, Start successor, UpdateOrder order, Optional<Instance> staged)
      implements Action {
    /** The old one ends first. */
    public static Replace stopFirst(Instance old, Start successor) {
      return new Replace(old, successor, UpdateOrder.STOP_FIRST, Optional.empty());
    }

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

    /**
     * Whether what is ended is of use until then, and so goes only as its service's update says.
     */
    public boolean isUpdate() {
      return old.isRunning() && old.health() != Health.UNRESPONSIVE;
    }
  }

  /**
   * Give a staged successor, whose predecessor is gone, the slot's name.
   *
   * @param name the slot's
   */
  record Promote(ServiceSpec service, Instance staged, String name) implements Action {
    @Override
    public String subject() {
      return name;
    }

    @Override
    public String reason() {
      return "its predecessor is gone";
    }
  }

  /** End one instance for good. */
  record Remove(Instance instance, String reason) implements Action {
    @Override
    public String subject() {
      return instance.name();
    }
  }

  /** Remove what a crash has left. */
  record Collect(Leftover leftover, String reason) implements Action {
    @Override
    public String subject() {
      return leftover.description();
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
