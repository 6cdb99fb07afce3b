package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.BuildSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code build}, short and long. */
final class BuildReader {
  private static final Map<String, String> UNSUPPORTED =
      Unsupported.keys(
          "additional_contexts",
          "cache_from",
          "cache_to",
          "dockerfile_inline",
          "entitlements",
          "extra_hosts",
          "isolation",
          "network",
          "no_cache",
          "platforms",
          "privileged",
          "provenance",
          "pull",
          "sbom",
          "secrets",
          "shm_size",
          "ssh",
          "tags",
          "ulimits");

  /** Stands for a context that had a problem. */
  private static final Path NOWHERE = Path.of("/");

  private final Surroundings surroundings;

  BuildReader(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Absent if there is none, or it can't be read. */
  Optional<BuildSpec> read(Fields service) {
    return service
        .get("build")
        .flatMap(
            value ->
                value.isMapping()
                    ? value.fields().flatMap(this::longForm)
                    : context(value).flatMap(c -> checked(ofFolder(c), value)));
  }

  private Optional<BuildSpec> longForm(Fields fields) {
    Optional<Value> contextValue = fields.require("context");
    // All keys are asked for, whether there is a context or not.
    BuildSpec spec =
        new BuildSpec(
            contextValue.flatMap(this::context).orElse(NOWHERE),
            fields.get("dockerfile").flatMap(Value::string).orElse(BuildSpec.DOCKERFILE),
            fields.get("args").map(this::args).orElse(Map.of()),
            fields.get("target").flatMap(Value::string),
            fields.get("labels").map(Labels::read).orElse(Map.of()));
    fields.rejectOthers(UNSUPPORTED);
    return Optional.of(spec)
        .filter(s -> !s.context().equals(NOWHERE))
        .flatMap(s -> checked(s, contextValue.orElseThrow()));
  }

  private static BuildSpec ofFolder(Path context) {
    return new BuildSpec(context, BuildSpec.DOCKERFILE, Map.of(), Optional.empty(), Map.of());
  }

  private static Optional<BuildSpec> checked(BuildSpec spec, Value at) {
    return at.attempt(() -> checked(spec));
  }

  private static BuildSpec checked(BuildSpec spec) {
    Path context = spec.context();
    Path dockerfile = context.resolve(spec.dockerfile()).normalize();
    if (!dockerfile.startsWith(context)) {
      throw new IllegalArgumentException(
          "the Dockerfile " + dockerfile + " must be inside of the context");
    }
    if (!Files.isRegularFile(dockerfile)) {
      throw new IllegalArgumentException("the Dockerfile " + dockerfile + " does not exist");
    }
    return spec;
  }

  /** A name alone is the caller's variable, if there is one. */
  private Map<String, String> args(Value value) {
    Map<String, String> args = new TreeMap<>();
    for (Pairs.Pair pair : Pairs.read(value)) {
      pair.value()
          .or(() -> Optional.ofNullable(surroundings.variables().get(pair.name())))
          .ifPresent(text -> args.put(pair.name(), text));
    }
    return args;
  }

  private Optional<Path> context(Value value) {
    Optional<Path> context =
        value
            .spelled(BuildReader::notRemote)
            .flatMap(text -> surroundings.existing(text, value, "the build context"));
    if (context.isPresent() && !Files.isDirectory(context.get())) {
      value.place().problem(context.get() + " is not a folder");
      return Optional.empty();
    }
    return context;
  }

  private static String notRemote(String text) {
    if (text.matches("(?s).*://.*|git@.*|github\\.com/.*")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not on this machine; clone it and name its folder");
    }
    return text;
  }
}
