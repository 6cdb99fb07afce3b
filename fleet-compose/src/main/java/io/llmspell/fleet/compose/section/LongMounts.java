package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Storage.Kind;
import io.llmspell.fleet.model.Storage.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the long form of an entry of {@code volumes}. */
final class LongMounts {
  private static final Map<String, Type> TYPES =
      Map.of("bind", Type.BIND, "volume", Type.VOLUME, "tmpfs", Type.TMPFS);

  private final Surroundings surroundings;
  private final VolumeDeclarations declared;

  LongMounts(Surroundings surroundings, VolumeDeclarations declared) {
    this.surroundings = surroundings;
    this.declared = declared;
  }

  private enum Type {
    BIND,
    VOLUME,
    TMPFS
  }

  void read(Fields fields, Mounts mounts) {
    Optional<Type> type = fields.require("type").flatMap(v -> v.oneOf(TYPES));
    Optional<Value> source = fields.get("source");
    Optional<Value> targetValue = fields.require("target");
    Optional<String> target = targetValue.flatMap(Value::string);
    boolean readOnly = fields.get("read_only").flatMap(Value::truth).orElse(false);
    Optional<Fields> bind = fields.get("bind").flatMap(Value::fields);
    Optional<Fields> volume = fields.get("volume").flatMap(Value::fields);
    Optional<Fields> tmpfs = fields.get("tmpfs").flatMap(Value::fields);
    bind.ifPresent(LongMounts::checkBindOptions);
    volume.ifPresent(f -> f.rejectOthers(Unsupported.keys("nocopy", "subpath")));
    String options = tmpfs.map(LongMounts::tmpfsOptions).orElse("");
    fields.rejectOthers(Unsupported.keys("consistency", "cluster", "image"));
    if (type.isEmpty() || target.isEmpty()) {
      return;
    }
    refuseUnless(type.get() == Type.BIND, bind, "bind");
    refuseUnless(type.get() == Type.VOLUME, volume, "volume");
    refuseUnless(type.get() == Type.TMPFS, tmpfs, "tmpfs");
    Value at = targetValue.get();
    if (type.get() == Type.TMPFS) {
      source.ifPresent(v -> v.place().problem("a tmpfs has no source"));
      String all = options + (readOnly ? ",ro" : "");
      String path = target.get() + (all.isEmpty() ? "" : ":" + all.substring(1));
      // Made only for its check of the target.
      at.attempt(() -> new Mount(Kind.VOLUME, Optional.empty(), target.get(), readOnly))
          .ifPresent(m -> mounts.addTmpfs(path, at.place()));
      return;
    }
    source(type.get(), source, fields.place())
        .flatMap(s -> at.attempt(() -> new Mount(s.kind(), s.name(), target.get(), readOnly)))
        .ifPresent(mount -> mounts.add(mount, at.place()));
  }

  /** What is mounted; the name is absent for an anonymous volume. */
  private record Source(Kind kind, Optional<String> name) {}

  /** Absent if it had a problem. */
  private Optional<Source> source(Type type, Optional<Value> value, Place mount) {
    if (type == Type.BIND) {
      if (value.isEmpty()) {
        mount.problem("needs the key source");
      }
      return value
          .flatMap(v -> surroundings.existing(v, StorageReader.MOUNTED))
          .map(path -> new Source(Kind.BIND, Optional.of(path.toString())));
    }
    if (value.isEmpty()) {
      return Optional.of(new Source(Kind.VOLUME, Optional.empty()));
    }
    return value
        .get()
        .string()
        .filter(key -> declared.isThere(key, value.get().place()))
        .map(key -> new Source(Kind.VOLUME, Optional.of(key)));
  }

  private static void refuseUnless(boolean fits, Optional<Fields> options, String type) {
    if (!fits) {
      options.ifPresent(f -> f.place().problem("belongs to a mount of type " + type));
    }
  }

  private static void checkBindOptions(Fields bind) {
    Optional<Value> create = bind.get("create_host_path");
    if (create.flatMap(Value::truth).orElse(false)) {
      create.get().place().problem("is not supported; make the folder beforehand");
    }
    bind.rejectOthers(Unsupported.keys("propagation", "recursive", "selinux"));
  }

  /** Each option after a comma. */
  private static String tmpfsOptions(Fields tmpfs) {
    List<String> options = new ArrayList<>();
    tmpfs
        .get("size")
        .flatMap(v -> v.parsed(ByteSize::parse))
        .ifPresent(size -> options.add(",size=" + size.bytes()));
    tmpfs
        .get("mode")
        .flatMap(v -> v.parsed(LongMounts::octal))
        .ifPresent(mode -> options.add(",mode=" + mode));
    tmpfs.rejectOthers();
    return String.join("", options);
  }

  /** YAML 1.1 and 1.2 write octal numbers differently, and 1777 alone would be decimal in both. */
  private static String octal(String text) {
    if (!text.matches("0o?[0-7]{1,4}")) {
      throw new IllegalArgumentException("'" + text + "' is not an octal mode such as 01777");
    }
    return text.replaceFirst("^0o?(?=.)", "");
  }
}
