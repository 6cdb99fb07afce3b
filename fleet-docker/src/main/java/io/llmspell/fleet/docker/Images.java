package io.llmspell.fleet.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.PullResponseItem;
import io.llmspell.fleet.docker.container.ImageFacts;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.runtime.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Images: which are there, and how those that are not come. */
final class Images {
  /** What is no fault of the image that was to come. */
  static final Set<ErrorCode> OF_THE_ENGINE =
      Set.of(
          ErrorCode.CANCELLED,
          ErrorCode.ENGINE_UNAVAILABLE,
          ErrorCode.ENGINE_SILENT,
          ErrorCode.DISK_FULL);

  private final Engine engine;
  private final Optional<EmbeddedImage> embedded;

  Images(Engine engine, Optional<EmbeddedImage> embedded) {
    this.engine = engine;
    this.embedded = embedded;
  }

  /** The ids of those that are there. */
  Map<ImageReference, String> present(Set<ImageReference> wanted) {
    Map<ImageReference, String> present = new TreeMap<>();
    wanted.forEach(image -> find(image).ifPresent(facts -> present.put(image, facts.id())));
    return present;
  }

  Optional<ImageFacts> find(ImageReference image) {
    try {
      return Optional.of(
          ImageFacts.of(
              engine.read("inspect image " + image, "/images/" + image.value() + "/json")));
    } catch (FleetException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * @throws FleetException with {@code IMAGE_UNAVAILABLE}, if it can't be had
   */
  void ensure(Resource.Image wanted, FleetListener progress) {
    ImageReference image = wanted.reference();
    PullPolicy policy = wanted.policy();
    boolean there = find(image).isPresent();
    if (there && policy != PullPolicy.ALWAYS && policy != PullPolicy.BUILD) {
      return;
    }
    if (wanted.build().isPresent() && policy != PullPolicy.ALWAYS) {
      new ImageBuild(engine).run(image, wanted.build().get(), wanted.platform(), progress);
      return;
    }
    if (image.equals(EmbeddedImage.NAME) && embedded.isPresent()) {
      if (!there) {
        new ImageBuild(engine).run(embedded.get(), "is not there: ", progress);
      }
      return;
    }
    if (policy == PullPolicy.NEVER) {
      throw unavailable(image, "it is not local, and its pull_policy is never", null);
    }
    pull(image, wanted.platform(), progress);
  }

  /**
   * Builds the embedded kernel's image anew; knows no other.
   *
   * @return whether it was that one
   */
  boolean build(ImageReference image, FleetListener progress) {
    boolean known = image.equals(EmbeddedImage.NAME) && embedded.isPresent();
    if (known) {
      new ImageBuild(engine).run(embedded.get(), "", progress);
    }
    return known;
  }

  /**
   * Removes the embedded kernel's image, which only the fleet makes, and one that the file says how
   * to build; never one that is used.
   *
   * @return whether it was removed
   */
  boolean discard(Resource.Image made) {
    ImageReference image = made.reference();
    boolean ours = image.equals(EmbeddedImage.NAME) || made.build().isPresent();
    if (!ours || find(image).isEmpty()) {
      return false;
    }
    try {
      engine.change(
          "remove image " + image,
          docker -> docker.removeImageCmd(image.value()).withForce(false).exec());
      return true;
    } catch (FleetException e) {
      if (e.code() == ErrorCode.CONFLICT || e.code() == ErrorCode.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private void pull(ImageReference image, Optional<String> platform, FleetListener progress) {
    progress.on(Kind.IMAGE, image.value(), "pulling");
    try {
      engine.stream(
          "pull image " + image,
          docker -> {
            try {
              PullImageCmd pull = docker.pullImageCmd(image.value());
              platform.ifPresent(pull::withPlatform);
              return pull.exec(new PullProgress(image, progress)).awaitCompletion();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new FleetException(
                  ErrorCode.CANCELLED, "interrupted while pulling " + image, e);
            }
          });
    } catch (FleetException e) {
      if (OF_THE_ENGINE.contains(e.code())) {
        throw e;
      }
      throw unavailable(image, e.getMessage(), e);
    }
    if (find(image).isEmpty()) {
      throw unavailable(image, "the engine pulled it, and it is not there", null);
    }
    progress.on(Kind.IMAGE, image.value(), "pulled");
  }

  private static FleetException unavailable(
      ImageReference image, String why, @Nullable Throwable cause) {
    return new FleetException(
        ErrorCode.IMAGE_UNAVAILABLE,
        "image "
            + image
            + " is not to be had: "
            + why
            + "; check its name, build it, or log in to its registry",
        cause);
  }

  /** Tells what each layer does; the engine reports often, so only changes are passed on. */
  private static final class PullProgress extends ResultCallback.Adapter<PullResponseItem> {
    private final ImageReference image;
    private final FleetListener listener;
    private String last = "";

    PullProgress(ImageReference image, FleetListener listener) {
      this.image = image;
      this.listener = listener;
    }

    @Override
    public void onNext(PullResponseItem item) {
      if (item.getErrorDetail() != null && item.getErrorDetail().getMessage() != null) {
        onError(new DockerClientException(item.getErrorDetail().getMessage()));
        return;
      }
      String layer = item.getId() == null ? "" : item.getId() + ": ";
      String now = layer + (item.getStatus() == null ? "" : item.getStatus());
      if (!now.equals(last)) {
        last = now;
        listener.on(Kind.IMAGE, image.value(), now);
      }
    }
  }
}
