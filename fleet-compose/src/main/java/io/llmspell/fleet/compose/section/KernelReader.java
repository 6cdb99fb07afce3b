package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.toml.KernelConfigFile;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Culling;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.model.UserName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code x-kernel}. */
final class KernelReader {
  private static final Map<String, KernelSpec.Connection> CONNECTIONS =
      Map.of("provided", KernelSpec.Connection.PROVIDED, "written", KernelSpec.Connection.WRITTEN);
  private static final Map<String, KernelSpec.Interrupt> INTERRUPTS =
      Map.of("message", KernelSpec.Interrupt.MESSAGE, "signal", KernelSpec.Interrupt.SIGNAL);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_-]+)}");
  private static final Set<String> PLACEHOLDERS = Set.of("connection_file", "port");

  private final Surroundings surroundings;

  KernelReader(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Absent if the service is none of a kernel, or its kernel can't be read. */
  Optional<KernelSpec> read(Fields service) {
    return service.get("x-kernel").flatMap(Value::fields).flatMap(this::kernel);
  }

  /** Words in braces that look like a misspelt placeholder would reach the kernel as they are. */
  static void checkPlaceholders(List<String> command, Place place) {
    command.stream()
        .flatMap(word -> PLACEHOLDER.matcher(word).results())
        .map(found -> found.group(1))
        .filter(word -> !PLACEHOLDERS.contains(word))
        .distinct()
        .forEach(
            word ->
                Nearest.to(word, PLACEHOLDERS)
                    .ifPresent(
                        meant ->
                            place.problem(
                                "unknown placeholder {"
                                    + word
                                    + "}; did you mean {"
                                    + meant
                                    + "}?")));
  }

  private Optional<KernelSpec> kernel(Fields fields) {
    Optional<Value> configValue = fields.get("config");
    Optional<KernelConfigFile> config = configValue.flatMap(this::config);
    boolean unreadable = configValue.isPresent() && config.isEmpty();
    Optional<String> language = language(fields, config, unreadable);
    KernelSpec.Connection connection =
        fields
            .get("connection")
            .flatMap(v -> v.oneOf(CONNECTIONS))
            .orElse(KernelSpec.Connection.PROVIDED);
    KernelSpec.Interrupt interrupt =
        fields
            .get("interrupt_mode")
            .flatMap(v -> v.oneOf(INTERRUPTS))
            .orElse(KernelSpec.Interrupt.MESSAGE);
    Duration patience =
        fields
            .get("startup_timeout")
            .flatMap(v -> v.parsed(Durations::parseSome))
            .orElse(KernelSpec.DEFAULT_STARTUP_TIMEOUT);
    Ownership ownership = ownership(fields);
    Culling culling = CullingReader.read(fields);
    int warm = fields.get("warm").flatMap(v -> v.wholeNumberFrom(0)).orElse(0);
    fields.rejectOthers();
    return language.map(
        l ->
            new KernelSpec(
                l,
                config.map(KernelConfigFile::config),
                connection,
                interrupt,
                patience,
                ownership,
                warm,
                culling));
  }

  private static Ownership ownership(Fields fields) {
    return new Ownership(
        fields.get("owner").flatMap(v -> v.spelled(UserName::new)),
        fields.get("shared").flatMap(KernelReader::sharing).orElse(Sharing.NOBODY));
  }

  /** A truth value, or the list of those it is shared with. */
  private static Optional<Sharing> sharing(Value value) {
    if (value.isList()) {
      return Optional.of(
          Sharing.with(
              value.items().stream().flatMap(v -> v.spelled(UserName::new).stream()).toList()));
    }
    return value.truth().map(all -> all ? Sharing.EVERYBODY : Sharing.NOBODY);
  }

  /** The language that the file names and the one that the config has are the same one. */
  private static Optional<String> language(
      Fields fields, Optional<KernelConfigFile> config, boolean configUnreadable) {
    Optional<Value> value = fields.get("language");
    Optional<String> named = value.flatMap(v -> v.spelled(KernelReader::notBlank));
    Optional<String> configured = config.flatMap(KernelConfigFile::language);
    if (named.isPresent() && configured.isPresent() && !named.equals(configured)) {
      value
          .get()
          .place()
          .problem("is " + named.get() + ", but the config says " + configured.get());
    }
    if (value.isEmpty() && configured.isEmpty() && !configUnreadable) {
      fields.place().problem("needs the key language, or a config with [kernel] language");
    }
    return named.or(() -> configured);
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a kernel's language can't be empty");
    }
    return text;
  }

  private Optional<KernelConfigFile> config(Value value) {
    try {
      return surroundings.path(value).map(KernelConfigFile::read);
    } catch (FleetException e) {
      value.place().problem(e.getMessage());
      return Optional.empty();
    }
  }
}
