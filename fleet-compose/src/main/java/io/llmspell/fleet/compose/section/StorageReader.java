package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.Storage.Kind;
import io.llmspell.fleet.model.Storage.Mount;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code volumes}, short and long, {@code tmpfs}, {@code configs} and {@code secrets}. */
final class StorageReader {
  /** Must exist, since an engine would make a folder of it. */
  static final String MOUNTED = "the mounted path";

  /** What the engine takes for a tmpfs, before any {@code =}. */
  private static final Set<String> TMPFS_OPTIONS =
      Set.of(
          "async",
          "atime",
          "dev",
          "diratime",
          "dirsync",
          "exec",
          "gid",
          "mode",
          "noatime",
          "nodev",
          "nodiratime",
          "noexec",
          "norelatime",
          "nosuid",
          "nr_blocks",
          "nr_inodes",
          "relatime",
          "ro",
          "rw",
          "size",
          "strictatime",
          "suid",
          "sync",
          "uid");

  private final Surroundings surroundings;
  private final VolumeDeclarations declared;
  private final LongMounts longMounts;
  private final GrantsReader grants;

  StorageReader(Surroundings surroundings, VolumeDeclarations declared, GrantsReader grants) {
    this.surroundings = surroundings;
    this.declared = declared;
    this.grants = grants;
    this.longMounts = new LongMounts(surroundings, declared);
  }

  Storage read(Fields service) {
    Mounts mounts = new Mounts();
    for (Value item : service.get("volumes").map(Value::items).orElse(List.of())) {
      if (item.isMapping()) {
        item.fields().ifPresent(fields -> longMounts.read(fields, mounts));
      } else {
        item.string()
            .flatMap(text -> shortForm(text, item))
            .ifPresent(mount -> mounts.add(mount, item.place()));
      }
    }
    Optional<Value> tmpfs = service.get("tmpfs");
    for (Value item : tmpfs.map(Value::itemsOrItself).orElse(List.of())) {
      item.spelled(StorageReader::tmpfs).ifPresent(t -> mounts.addTmpfs(t, item.place()));
    }
    return mounts.storage(tmpfs.isPresent(), grants.read(service, mounts));
  }

  private Optional<Mount> shortForm(String text, Value at) {
    String[] parts = text.split(":", -1);
    if (parts.length > 3) {
      at.place().problem("'" + text + "' is not a mount such as ./folder:/path:ro");
      return Optional.empty();
    }
    if (parts.length == 1) {
      return at.attempt(() -> new Mount(Kind.VOLUME, Optional.empty(), text, false));
    }
    Optional<Boolean> readOnly =
        parts.length == 2 ? Optional.of(false) : at.attempt(() -> readOnly(parts[2]));
    boolean bind = parts[0].isEmpty() || "./~".indexOf(parts[0].charAt(0)) >= 0;
    Optional<String> source =
        bind
            ? surroundings.existing(parts[0], at, MOUNTED).map(Path::toString)
            : Optional.of(parts[0]).filter(key -> declared.isThere(key, at.place()));
    if (source.isEmpty() || readOnly.isEmpty()) {
      return Optional.empty();
    }
    Kind kind = bind ? Kind.BIND : Kind.VOLUME;
    return at.attempt(() -> new Mount(kind, source, parts[1], readOnly.get()));
  }

  private static boolean readOnly(String mode) {
    if (!mode.equals("ro") && !mode.equals("rw")) {
      throw new IllegalArgumentException(
          "the mode '" + mode + "' is not supported, only ro and rw");
    }
    return mode.equals("ro");
  }

  private static String tmpfs(String text) {
    String[] parts = text.split(":", 2);
    if (!parts[0].startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + parts[0] + "' must be an absolute path in the container");
    }
    for (String option : parts.length == 1 ? new String[0] : parts[1].split(",", -1)) {
      String name = option.replaceFirst("=.*", "");
      if (!TMPFS_OPTIONS.contains(name)) {
        throw new IllegalArgumentException(
            "'" + name + "' is not an option of a tmpfs" + Nearest.hint(name, TMPFS_OPTIONS));
      }
    }
    return text;
  }
}
