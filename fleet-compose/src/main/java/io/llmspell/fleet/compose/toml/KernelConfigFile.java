package io.llmspell.fleet.compose.toml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.google.common.hash.Hashing;
import io.llmspell.fleet.compose.text.SmallFile;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.KernelConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A TOML config file. Keys that the fleet does not know are the kernel's affair.
 *
 * @param language {@code [kernel] language}
 */
public record KernelConfigFile(KernelConfig config, Optional<String> language) {
  private static final TomlMapper TOML = new TomlMapper();

  /**
   * Reads and checks a file.
   *
   * @throws FleetException {@code NOT_FOUND} if there is no such file, {@code INVALID_FILE} if it
   *     is not a config
   */
  public static KernelConfigFile read(Path file) {
    byte[] content = content(file);
    JsonNode root = parse(file, content);
    KernelConfig config =
        new KernelConfig(
            name(file),
            file.toAbsolutePath().normalize(),
            Hashing.sha256().hashBytes(content).toString(),
            apiKeyEnv(file, root));
    return new KernelConfigFile(config, text(file, root, "kernel", "language"));
  }

  private static byte[] content(Path file) {
    if (!Files.exists(file)) {
      throw new FleetException(
          ErrorCode.NOT_FOUND, file + ": no such kernel config; check the path, or write the file");
    }
    try {
      return SmallFile.bytes(file, "a kernel config");
    } catch (IllegalArgumentException e) {
      throw invalid(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static JsonNode parse(Path file, byte[] content) {
    try {
      return TOML.readTree(SmallFile.text(content));
    } catch (IllegalArgumentException e) {
      throw invalid(file, String.valueOf(e.getMessage()), e);
    } catch (JsonProcessingException e) {
      @Nullable JsonLocation at = e.getLocation();
      String where = at == null ? file.toString() : file + ":" + at.getLineNr();
      String message = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new FleetException(ErrorCode.INVALID_FILE, where + ": not valid TOML: " + message, e);
    }
  }

  private static Optional<String> apiKeyEnv(Path file, JsonNode root) {
    Optional<String> name = text(file, root, "llm", "api_key_env");
    if (name.isPresent() && !name.get().matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
      // The text is not repeated: a common mistake is to put the key itself there.
      throw invalid(
          file, "llm.api_key_env must be the name of a variable, such as OPENAI_API_KEY", null);
    }
    return name;
  }

  private static Optional<String> text(Path file, JsonNode root, String table, String key) {
    JsonNode found = root.path(table);
    if (!found.isMissingNode() && !found.isObject()) {
      throw invalid(file, table + " must be a table, written as [" + table + "]", null);
    }
    JsonNode value = found.path(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw invalid(file, table + "." + key + " must be a text in quotes", null);
    }
    return Optional.of(value.textValue());
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".toml") ? name.substring(0, name.length() - ".toml".length()) : name;
  }

  private static FleetException invalid(Path file, String what, @Nullable Throwable cause) {
    return new FleetException(ErrorCode.INVALID_FILE, file + ": " + what, cause);
  }
}
