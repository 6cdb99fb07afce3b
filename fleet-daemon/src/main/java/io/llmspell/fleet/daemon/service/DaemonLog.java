package io.llmspell.fleet.daemon.service;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a daemon logs, and where. */
public final class DaemonLog {
  /** What is the fleet's own. */
  private static final String FLEET = "io.llmspell.fleet";

  /** A message of several lines is one entry all the same. */
  private static final String TEXT =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %replace(%msg){'\\r?\\n', '\\\\n'}%n";

  private DaemonLog() {}

  /** How an entry is written. */
  public enum Format {
    /** For people: time, level and message. */
    TEXT,
    /** An object a line, see {@link JsonLines}. */
    JSON
  }

  /**
   * Writes all that is logged from now on.
   *
   * @param level from which on the fleet's own entries are written; of libraries, whose debugging
   *     shows what is sent, no more than warnings ever are
   * @param out not closed
   * @throws IllegalStateException if the program was not started with Logback, by {@code
   *     -Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider}
   */
  public static void begin(Format format, Level level, OutputStream out) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      throw new IllegalStateException(
          "started without its log; start it with docker-fleet, which chooses that");
    }
    begin(context, format, level, out);
  }

  static void begin(LoggerContext context, Format format, Level level, OutputStream out) {
    context.reset();
    Encoder<ILoggingEvent> encoder = encoder(context, format);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(out);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(ch.qos.logback.classic.Level.WARN);
    context.getLogger(FLEET).setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
    if (format == Format.JSON) {
      EncoderBase<ILoggingEvent> lines = new JsonLines();
      lines.setContext(context);
      return lines;
    }
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setContext(context);
    text.setPattern(TEXT);
    return text;
  }
}
