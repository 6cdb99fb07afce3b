package io.llmspell.fleet.docker;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.google.common.base.Ascii;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import java.util.Set;

/** Builds the embedded kernel's image with the engine's own builder. */
final class ImageBuild {
  private static final String TARGET = "embedded";

  /** A step's text can be a whole script; its beginning says which one it is. */
  private static final int LINE = 100;

  private final Engine engine;

  ImageBuild(Engine engine) {
    this.engine = engine;
  }

  /**
   * @param why before what is told first; may be empty
   */
  void run(EmbeddedImage image, String why, FleetListener progress) {
    String name = EmbeddedImage.NAME.value();
    progress.on(Kind.IMAGE, name, why + "building the embedded kernel's image");
    try {
      engine.stream(
          "build image " + name,
          docker ->
              docker
                  .buildImageCmd(image.context().resolve("Dockerfile").toFile())
                  .withBaseDirectory(image.context().toFile())
                  .withTarget(TARGET)
                  .withTags(Set.of(name))
                  .exec(new BuildProgress(name, progress))
                  .awaitImageId());
    } catch (FleetException e) {
      if (Images.OF_THE_ENGINE.contains(e.code())) {
        throw e;
      }
      throw new FleetException(ErrorCode.IMAGE_UNAVAILABLE, advise(e.getMessage()), e);
    }
    progress.on(Kind.IMAGE, name, "built");
  }

  private static String advise(String why) {
    return why
        + "; `make image` shows the whole build, and `make base-image` makes"
        + " debian:bookworm-slim where it can't be pulled";
  }

  /** Tells each step of the Dockerfile as it is begun. */
  private static final class BuildProgress extends BuildImageResultCallback {
    private final String name;
    private final FleetListener listener;

    BuildProgress(String name, FleetListener listener) {
      this.name = name;
      this.listener = listener;
    }

    @Override
    public void onNext(BuildResponseItem item) {
      String text = item.getStream() == null ? "" : item.getStream().strip();
      if (text.startsWith("Step ")) {
        listener.on(Kind.IMAGE, name, Ascii.truncate(text, LINE, "…"));
      }
      super.onNext(item);
    }
  }
}
