package io.llmspell.fleet.cli.show;

import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import java.io.PrintWriter;

/** One line for each thing that happens. */
public final class Progress implements FleetListener {
  private final PrintWriter out;

  public Progress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void on(FleetEvent event) {
    // Why it failed is told at the end, with all that did.
    out.println(event.kind() == Kind.FAILED ? event.subject() + " failed" : event.sentence());
  }
}
