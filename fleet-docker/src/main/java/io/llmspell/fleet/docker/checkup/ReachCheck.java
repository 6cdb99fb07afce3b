package io.llmspell.fleet.docker.checkup;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import java.util.List;

/**
 * Whether containers' own addresses can be reached from here.
 *
 * @param networks that were looked at
 */
record ReachCheck(List<String> networks, boolean reachable) implements Check {

  @Override
  public String name() {
    return "reach";
  }

  @Override
  public List<Finding> look() {
    String looked = " (" + String.join(", ", networks) + ")";
    return List.of(
        reachable
            ? Finding.ok(name(), "containers' own addresses can be reached from here" + looked)
            : Finding.note(
                name(),
                "containers' own addresses can't be reached from here" + looked,
                "nothing: kernels' ports are published instead, unless --publish says never"));
  }
}
