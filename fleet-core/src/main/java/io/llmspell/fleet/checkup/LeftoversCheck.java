package io.llmspell.fleet.checkup;

import io.llmspell.fleet.plan.Action;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether crashes, or dead kernels, have left something.
 *
 * @param removable what {@code cleanup} would remove
 */
public record LeftoversCheck(List<Action> removable) implements Check {

  public LeftoversCheck {
    removable = List.copyOf(removable);
  }

  @Override
  public String name() {
    return "leftovers";
  }

  @Override
  public List<Finding> look() {
    if (removable.isEmpty()) {
      return List.of(Finding.ok(name(), "none"));
    }
    String seen =
        removable.stream()
            .map(action -> action.subject() + " (" + action.reason() + ")")
            .collect(Collectors.joining(", "));
    return List.of(
        Finding.note(name(), seen, "`docker-fleet cleanup` removes them; `up` does, too"));
  }
}
