package io.llmspell.fleet.it;

import org.testcontainers.images.ImagePullPolicy;
import org.testcontainers.utility.DockerImageName;

/** What is not here fails the test at once, instead of being asked for elsewhere. */
enum NeverPull implements ImagePullPolicy {
  INSTANCE;

  @Override
  public boolean shouldPull(DockerImageName name) {
    return false;
  }
}
