package io.llmspell.fleet.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import java.util.List;

/** What shall be done, and why. */
public final class PlanShape {
  private PlanShape() {}

  /** An array of actions. */
  public static ArrayNode of(Plan plan) {
    ArrayNode actions = JsonNodeFactory.instance.arrayNode();
    plan.ensures().forEach(a -> add(actions, "bring", a));
    plan.removals().forEach(a -> add(actions, "remove", a));
    plan.collects().forEach(a -> add(actions, "collect", a));
    plan.promotions().forEach(a -> add(actions, "promote", a));
    plan.replacements().forEach(a -> add(actions, "replace", a));
    plan.starts().forEach(a -> add(actions, "start", a));
    plan.kept().forEach(a -> add(actions, "keep", a));
    plan.orphans().forEach(o -> add(actions, "orphan", o.name(), "the file has no such service"));
    return actions;
  }

  /** An array of actions that all remove something. */
  public static ArrayNode ofRemovals(List<Action> removals) {
    ArrayNode actions = JsonNodeFactory.instance.arrayNode();
    removals.forEach(a -> add(actions, "remove", a));
    return actions;
  }

  private static void add(ArrayNode actions, String verb, Action action) {
    add(actions, verb, action.subject(), action.reason());
  }

  private static void add(ArrayNode actions, String verb, String subject, String reason) {
    actions.addObject().put("action", verb).put("subject", subject).put("reason", reason);
  }
}
