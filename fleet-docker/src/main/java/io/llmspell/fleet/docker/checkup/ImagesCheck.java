package io.llmspell.fleet.docker.checkup;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.docker.EmbeddedImage;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the images are there, and what {@code up} does about those that are not.
 *
 * @param wanted by the services, and how they may come
 * @param buildable whether the embedded kernel's image can be built here
 */
record ImagesCheck(
    Map<ImageReference, PullPolicy> wanted, Set<ImageReference> there, boolean buildable)
    implements Check {

  @Override
  public String name() {
    return "images";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    Map<ImageReference, PullPolicy> sorted = new TreeMap<>(wanted);
    String present =
        sorted.keySet().stream()
            .filter(there::contains)
            .map(ImageReference::value)
            .collect(Collectors.joining(", "));
    if (!present.isEmpty()) {
      findings.add(Finding.ok(name(), "there: " + present));
    }
    sorted.forEach(
        (image, policy) -> {
          if (!there.contains(image)) {
            findings.add(missing(image, policy));
          }
        });
    return findings;
  }

  private Finding missing(ImageReference image, PullPolicy policy) {
    String seen = image + " is not there";
    if (image.equals(EmbeddedImage.NAME) && buildable) {
      return Finding.note(
          name(), seen, "`docker-fleet up` builds it, or `make image` does so beforehand");
    }
    if (policy == PullPolicy.BUILD) {
      return Finding.note(
          name(), seen, "`docker-fleet up` builds it; `docker-fleet build` does so beforehand");
    }
    if (policy == PullPolicy.NEVER) {
      return Finding.problem(
          name(),
          ErrorCode.IMAGE_UNAVAILABLE,
          seen + ", and its pull_policy is never",
          "build or load it, or change its pull_policy");
    }
    return Finding.note(
        name(), seen, "`docker-fleet up` pulls it; `docker pull " + image + "` does so beforehand");
  }
}
