package io.llmspell.fleet.bench.contest;

/** What every contestant does to a fleet, in this order. */
enum Step {
  UP("up"),
  UP_AGAIN("no-op up"),
  LIST("ps"),
  DOWN("down");

  private final String title;

  Step(String title) {
    this.title = title;
  }

  /** What people call it. */
  String title() {
    return title;
  }
}
