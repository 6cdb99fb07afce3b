package io.llmspell.fleet.runtime;

import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.ImageReference;

/** A runtime that knows how some images are built. */
public interface ImageBuilder {

  /**
   * Builds an image anew, also if it is there. Blocks until it is built; tells its steps to the
   * listener.
   *
   * @return false if it does not know how: nothing is done then
   * @throws io.llmspell.fleet.error.FleetException with {@code IMAGE_UNAVAILABLE} if it fails
   */
  boolean build(ImageReference image, FleetListener progress);
}
