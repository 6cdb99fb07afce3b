package io.llmspell.fleet.docker.checkup;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import java.util.List;

/**
 * What kind of engine it is, as far as kernels notice.
 *
 * @param podman whether it only speaks Docker's language
 * @param here whether it runs on this machine
 */
record KindCheck(EngineFacts facts, boolean podman, boolean here) implements Check {

  @Override
  public String name() {
    return "kind";
  }

  @Override
  public List<Finding> look() {
    String seen =
        (podman ? "Podman" : "Docker")
            + (facts.rootless() ? ", rootless," : "")
            + " on "
            + (facts.system().isEmpty() ? "a system that it does not name" : facts.system())
            + (here ? ", on this machine" : ", on another machine")
            + (facts.swarm() ? ", in a swarm" : "");
    if (podman) {
      return List.of(
          Finding.note(
              name(), seen, "prefer Docker where you can: the fleet is tested most on it"));
    }
    if (!here) {
      return List.of(
          Finding.note(
              name(),
              seen,
              "connect from there, or publish ports on an address that is reached from here;"
                  + " paths under `volumes` are that machine's"));
    }
    if (facts.swarm()) {
      return List.of(
          Finding.note(
              name(), seen, "nothing: kernels are containers of this engine, not of the swarm"));
    }
    return List.of(Finding.ok(name(), seen));
  }
}
