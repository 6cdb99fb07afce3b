package io.llmspell.fleet.event;

/**
 * Hears of events. Called from several threads at once and in the middle of the work: it must be
 * thread-safe, quick, and throw nothing.
 */
@FunctionalInterface
public interface FleetListener {
  /** Listens to nothing. */
  FleetListener NONE = event -> {};

  void on(FleetEvent event);

  /** Shorthand for {@link #on}. */
  default void on(FleetEvent.Kind kind, String subject, String detail) {
    on(new FleetEvent(kind, subject, detail));
  }
}
