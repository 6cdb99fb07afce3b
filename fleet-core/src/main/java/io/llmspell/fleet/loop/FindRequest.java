package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A kernel that shall be had, whoever has made it.
 *
 * @param kernel what it has to be, down to its image, config, limits, labels and owner; its name
 *     and its replicas mean nothing
 * @param places how many clients it may have at most, each with a claim; 1 is a kernel of one's
 *     own; empty: any number, without claims
 * @param key makes a claim that is asked for again the same claim
 * @param admission whether it may be made, if there is none
 */
public record FindRequest(
    ServiceSpec kernel,
    Publish publish,
    OptionalInt places,
    Optional<String> key,
    Admission admission) {

  /**
   * @throws IllegalArgumentException for less than one place
   */
  public FindRequest {
    if (places.isPresent() && places.getAsInt() < 1) {
      throw new IllegalArgumentException("a kernel can't have " + places.getAsInt() + " places");
    }
  }

  /** Of somebody who may make as many as he likes. */
  public FindRequest(
      ServiceSpec kernel, Publish publish, OptionalInt places, Optional<String> key) {
    this(kernel, publish, places, key, Admission.FREE);
  }

  /** A kernel that any number of clients may have. */
  public static FindRequest shared(ServiceSpec kernel, Publish publish) {
    return new FindRequest(kernel, publish, OptionalInt.empty(), Optional.empty());
  }
}
