package io.llmspell.fleet.daemon.service;

import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetListener;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs what happens to a fleet: in words, and with the fields {@code kind}, {@code subject} and, if
 * there is any, {@code detail}. Thread-safe.
 */
public final class EventLog implements FleetListener {
  private final Logger log;

  public EventLog() {
    this(LoggerFactory.getLogger(EventLog.class));
  }

  EventLog(Logger log) {
    this.log = log;
  }

  @Override
  public void on(FleetEvent event) {
    var entry =
        log.atLevel(level(event.kind()))
            .addKeyValue("kind", event.kind().name().toLowerCase(Locale.ROOT))
            .addKeyValue("subject", event.subject());
    (event.detail().isEmpty() ? entry : entry.addKeyValue("detail", event.detail()))
        .log(event.sentence());
  }

  private static Level level(FleetEvent.Kind kind) {
    return switch (kind) {
      case FAILED, ENDED, HELD, DEGRADED, WARNING -> Level.WARN;
      case IMAGE,
          CREATED,
          STARTING,
          STARTED,
          READY,
          DRAINING,
          STOPPING,
          RENAMED,
          REMOVED,
          RECOVERED,
          CULLED ->
          Level.INFO;
    };
  }
}
