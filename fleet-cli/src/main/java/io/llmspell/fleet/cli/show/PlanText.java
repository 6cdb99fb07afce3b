package io.llmspell.fleet.cli.show;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** A plan in lines: what, and why. */
public final class PlanText {
  private PlanText() {}

  /** All there is to do, or that there is nothing. */
  public static List<String> of(Plan plan) {
    List<String> lines = new ArrayList<>();
    plan.ensures().forEach(a -> lines.add(line("bring", a)));
    plan.removals().forEach(a -> lines.add(line("remove", a) + ends(a.instance())));
    plan.collects().forEach(a -> lines.add(line("collect", a)));
    plan.promotions().forEach(a -> lines.add(line("promote", a)));
    plan.replacements().forEach(a -> lines.add(line("replace", a) + ends(a.old())));
    plan.starts().forEach(a -> lines.add(line("start", a)));
    plan.kept().forEach(a -> lines.add(line("keep", a)));
    lines.add(plan.isEmpty() ? "Nothing to do." : summary(plan));
    return lines;
  }

  /** What {@code cleanup} removes. */
  public static List<String> ofCleanup(List<Action> actions) {
    return actions.stream().map(action -> line("remove", action)).toList();
  }

  /** What lives on although the file no longer has it. */
  public static List<String> orphans(Plan plan) {
    return plan.orphans().stream()
        .map(
            orphan ->
                "orphan   "
                    + orphan.name()
                    + ": the file has no such service; --remove-orphans removes it")
        .toList();
  }

  private static String line(String verb, Action action) {
    return "%-8s %s: %s".formatted(verb, action.subject(), action.reason());
  }

  private static String ends(Instance instance) {
    return instance.isRunning() ? " (it runs, and its state will be lost)" : "";
  }

  private static String summary(Plan plan) {
    return plan.starts().size()
        + " to start, "
        + plan.replacements().size()
        + " to replace, "
        + plan.removals().size()
        + " to remove, "
        + plan.kept().size()
        + " to keep.";
  }
}
