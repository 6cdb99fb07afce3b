package io.llmspell.fleet.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the config file says, in llmspell's format.
 *
 * @param llm whether it has an {@code [llm]} table; this kernel calls no model and makes no use of
 *     it
 * @param doubts what looks like a mistake, a line each
 */
record KernelConfig(LanguageName language, Log.Level logLevel, boolean llm, List<String> doubts) {

  /** The languages there are. */
  enum LanguageName {
    LUA,
    JAVASCRIPT;

    /** As it is written in files. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What holds without a file. */
  static final KernelConfig DEFAULT =
      new KernelConfig(LanguageName.LUA, Log.Level.INFO, false, List.of());

  /**
   * Reads it from a file.
   *
   * @throws FleetException with {@code NOT_FOUND} or {@code INVALID_FILE}
   */
  static KernelConfig read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new FleetException(ErrorCode.NOT_FOUND, "There is no config file " + file, e);
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE, "The config file " + file + " can't be read: " + e, e);
    }
  }

  /**
   * Reads it from a text. Keys that mean something to llmspell only are ignored, as that kernel
   * ignores them elsewhere; those that look like a slip are among the doubts.
   *
   * @param source what messages call it
   * @throws FleetException with {@code INVALID_FILE}
   */
  static KernelConfig parse(String text, String source) {
    JsonNode root;
    try {
      root = new TomlMapper().readTree(text);
    } catch (JsonProcessingException e) {
      String where =
          Optional.ofNullable(e.getLocation())
              .map(location -> " at line " + location.getLineNr())
              .orElse("");
      throw invalid(source, "it is not TOML" + where + ": " + e.getOriginalMessage());
    }
    JsonNode kernel = root.path("kernel");
    boolean debug = kernel.path("debug").booleanValue();
    Log.Level level = level(text(root.path("logging").path("level"), "info"), source);
    return new KernelConfig(
        language(text(kernel.path("language"), "lua"), source),
        debug && level.compareTo(Log.Level.DEBUG) < 0 ? Log.Level.DEBUG : level,
        root.has("llm"),
        ConfigDoubts.in(root));
  }

  /** What is no text is shown as it is written, so that it gets refused by its own look. */
  private static String text(JsonNode value, String absent) {
    if (value.isMissingNode()) {
      return absent;
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private static LanguageName language(String name, String source) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "lua" -> LanguageName.LUA;
      case "javascript", "js" -> LanguageName.JAVASCRIPT;
      default ->
          throw invalid(
              source,
              "[kernel] language is \""
                  + name
                  + "\"; this kernel knows \"lua\" and \"javascript\"");
    };
  }

  private static Log.Level level(String name, String source) {
    return Arrays.stream(Log.Level.values())
        .filter(level -> level.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    source,
                    "[logging] level is \""
                        + name
                        + "\"; it has to be error, warn, info, debug or trace"));
  }

  private static FleetException invalid(String source, String why) {
    return new FleetException(ErrorCode.INVALID_FILE, source + ": " + why);
  }
}
