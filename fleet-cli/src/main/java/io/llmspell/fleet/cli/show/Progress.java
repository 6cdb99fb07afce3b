package io.llmspell.fleet.cli.show;

import io.llmspell.fleet.event.FleetEvent;
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
    String detail = event.detail().isEmpty() ? "" : ": " + event.detail();
    String line =
        switch (event.kind()) {
          case IMAGE -> "image " + event.subject() + detail;
          case CREATED -> event.subject() + " created";
          case STARTING -> event.subject() + " starting";
          case STARTED -> event.subject() + " started" + detail;
          case READY -> event.subject() + " ready";
          case FAILED -> event.subject() + " failed";
          case DRAINING -> event.subject() + " finishes what it executes" + detail;
          case STOPPING -> event.subject() + " stopping";
          case RENAMED -> event.subject() + detail;
          case REMOVED -> event.subject() + " removed";
          case ENDED -> event.subject() + " has ended" + detail;
          case HELD -> event.subject() + " is not filled" + detail;
          case CULLED -> event.subject() + " ends" + detail;
          case DEGRADED -> event.subject() + " is kept no longer" + detail;
          case RECOVERED -> event.subject() + " is kept again";
          case WARNING -> "warning: " + event.subject() + detail;
        };
    out.println(line);
  }
}
