package io.llmspell.fleet.model;

import java.util.List;
import java.util.Optional;

/**
 * What a container may do. Absent means that the file says nothing; for a kernel service {@link
 * KernelDefaults} then locks it down, for a plain one the engine's own default holds.
 */
public record Security(
    Optional<Boolean> readOnly,
    Optional<List<String>> capAdd,
    Optional<List<String>> capDrop,
    Optional<List<String>> securityOpt,
    boolean privileged) {

  public static final Security OF_ENGINE =
      new Security(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  public Security {
    capAdd = capAdd.map(List::copyOf);
    capDrop = capDrop.map(List::copyOf);
    securityOpt = securityOpt.map(List::copyOf);
  }
}
