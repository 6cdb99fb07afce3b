package io.llmspell.fleet.bench;

/** What is measured. */
enum Part {
  CONTEST,
  SPAWN,
  START,
  MEMORY,
  PLANNER
}
