package io.llmspell.fleet.bench.planner;

/** How what is there differs from what is wanted. */
public enum Situation {
  /** Not at all. */
  NO_OP,
  /** Nothing is there. */
  ALL_NEW,
  /** All was made from another configuration. */
  ALL_CHANGED
}
