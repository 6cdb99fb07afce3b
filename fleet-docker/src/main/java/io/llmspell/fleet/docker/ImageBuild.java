package io.llmspell.fleet.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.google.common.base.Ascii;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.BuildSpec;
import io.llmspell.fleet.model.ImageReference;
import java.util.Optional;
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
      build(name, BuildSpec.ofStage(image.context(), TARGET), Optional.empty(), progress);
    } catch (FleetException e) {
      if (Images.OF_THE_ENGINE.contains(e.code())) {
        throw e;
      }
      throw new FleetException(ErrorCode.IMAGE_UNAVAILABLE, advise(e.getMessage()), e);
    }
    progress.on(Kind.IMAGE, name, "built");
  }

  /**
   * Builds an image as the Compose file has it; the engine's cache makes a repetition quick.
   *
   * @throws FleetException with {@code IMAGE_UNAVAILABLE} if the Dockerfile fails
   */
  void run(
      ImageReference image, BuildSpec spec, Optional<String> platform, FleetListener progress) {
    progress.on(Kind.IMAGE, image.value(), "building in " + spec.context());
    try {
      build(image.value(), spec, platform, progress);
    } catch (FleetException e) {
      if (Images.OF_THE_ENGINE.contains(e.code())) {
        throw e;
      }
      throw new FleetException(
          ErrorCode.IMAGE_UNAVAILABLE,
          "image "
              + image
              + " can't be built in "
              + spec.context()
              + ": "
              + e.getMessage()
              + "; `docker build` there shows the whole build",
          e);
    }
    progress.on(Kind.IMAGE, image.value(), "built");
  }

  private void build(
      String name, BuildSpec spec, Optional<String> platform, FleetListener progress) {
    engine.stream(
        "build image " + name,
        docker -> {
          BuildImageCmd build =
              docker
                  .buildImageCmd(spec.context().resolve(spec.dockerfile()).toFile())
                  .withBaseDirectory(spec.context().toFile())
                  .withTags(Set.of(name))
                  .withForcerm(true);
          spec.target().ifPresent(build::withTarget);
          platform.ifPresent(build::withPlatform);
          spec.args().forEach(build::withBuildArg);
          if (!spec.labels().isEmpty()) {
            build.withLabels(spec.labels());
          }
          return build.exec(new BuildProgress(name, progress)).awaitImageId();
        });
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
