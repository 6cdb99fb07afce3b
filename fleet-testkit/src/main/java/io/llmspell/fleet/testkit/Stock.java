package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The images in the engine and those in its registry; guarded by the engine's lock. */
final class Stock {
  private final Map<ImageReference, String> local = new TreeMap<>();
  private final Map<ImageReference, String> registry = new TreeMap<>();
  private int versions;

  /** A new version of an image, in the registry. */
  String publish(ImageReference reference) {
    String id = "sha256:" + String.format("%064x", ++versions);
    registry.put(reference, id);
    return id;
  }

  void unpublish(ImageReference reference) {
    registry.remove(reference);
  }

  void put(ImageReference reference, String id) {
    local.put(reference, id);
  }

  void remove(ImageReference reference) {
    local.remove(reference);
  }

  Optional<String> idOf(ImageReference reference) {
    return Optional.ofNullable(local.get(reference));
  }

  /**
   * As {@code docker pull} would, where the policy asks for it.
   *
   * @return whether anything was fetched
   */
  boolean ensure(ImageReference reference, PullPolicy policy) {
    boolean there = local.containsKey(reference);
    if (there && policy != PullPolicy.ALWAYS) {
      return false;
    }
    if (policy == PullPolicy.NEVER) {
      throw new FleetException(
          ErrorCode.IMAGE_UNAVAILABLE,
          "image " + reference + " is not here and is never to be pulled: build it first");
    }
    String published = registry.get(reference);
    if (published == null) {
      throw new FleetException(
          ErrorCode.IMAGE_UNAVAILABLE,
          "image " + reference + " is neither here nor in a registry: check its name");
    }
    return !published.equals(local.put(reference, published));
  }
}
