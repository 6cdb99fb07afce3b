package io.llmspell.fleet.model;

import java.util.regex.Pattern;

/**
 * Tells whether an instance was made from what the file says now: equal hashes, equal containers.
 *
 * <p>Over all that goes into the container, the image's id among it. Not over the number of
 * replicas and what the service depends on, which change no container, nor over values passed on
 * from the caller's environment, which are secret.
 */
public record SpecHash(String value) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException if it is not 64 hex digits
   */
  public SpecHash {
    if (!SHA_256.matcher(value).matches()) {
      throw new IllegalArgumentException("'" + value + "' is not a spec hash");
    }
  }

  /** Of a service that runs the image with this id. */
  public static SpecHash of(ServiceSpec service, String imageId) {
    return new SpecHash(CanonicalForm.of(service, imageId).sha256());
  }

  @Override
  public String toString() {
    return value;
  }
}
