package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Literals;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.GrantedFile;
import io.llmspell.fleet.model.GrantedFile.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code configs} and {@code secrets} of a service, short and long. */
final class GrantsReader {
  private static final String SECRETS = "/run/secrets/";
  private static final int OCTAL = 8;

  private final Grants configs;
  private final Grants secrets;

  GrantsReader(Grants configs, Grants secrets) {
    this.configs = configs;
    this.secrets = secrets;
  }

  /**
   * What a service is granted.
   *
   * @param mounts what it mounts, which must not be in the way
   */
  List<GrantedFile> read(Fields service, Mounts mounts) {
    boolean kernel = service.get("x-kernel").isPresent();
    boolean locked = service.get("read_only").flatMap(Value::truth).orElse(kernel);
    boolean hasOwnTmp = kernel && service.get("tmpfs").isEmpty();
    Set<String> more = hasOwnTmp ? Set.of("/tmp") : Set.of();
    List<GrantedFile> files = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Optional<Value> list = service.get(kind == Kind.CONFIG ? "configs" : "secrets");
      for (Value item : list.map(Value::items).orElse(List.of())) {
        file(kind, item)
            .filter(file -> mounts.isFreeForFile(file, locked, more, item.place()))
            .ifPresent(files::add);
      }
    }
    return files;
  }

  private Optional<GrantedFile> file(Kind kind, Value item) {
    Optional<Fields> fields = item.isMapping() ? item.fields() : Optional.empty();
    Optional<Value> source =
        item.isMapping() ? fields.flatMap(f -> f.require("source")) : Optional.of(item);
    Optional<String> target = get(fields, "target").flatMap(Value::string);
    Optional<Integer> uid = get(fields, "uid").flatMap(v -> v.wholeNumberFrom(0));
    Optional<Integer> gid = get(fields, "gid").flatMap(v -> v.wholeNumberFrom(0));
    Optional<Integer> mode = get(fields, "mode").flatMap(v -> v.parsed(GrantsReader::mode));
    fields.ifPresent(Fields::rejectOthers);
    Grants declared = kind == Kind.CONFIG ? configs : secrets;
    return source
        .flatMap(Value::string)
        .flatMap(
            name ->
                declared
                    .content(name, source.get())
                    .flatMap(
                        content ->
                            item.attempt(
                                () ->
                                    new GrantedFile(
                                        kind,
                                        name,
                                        content,
                                        path(kind, target.orElse(name), target.isEmpty()),
                                        uid,
                                        gid,
                                        mode.orElse(GrantedFile.DEFAULT_MODE)))));
  }

  private static Optional<Value> get(Optional<Fields> fields, String key) {
    return fields.flatMap(f -> f.get(key));
  }

  private static String path(Kind kind, String target, boolean isName) {
    if (target.startsWith("/")) {
      return target;
    }
    if (kind == Kind.SECRET) {
      return SECRETS + target;
    }
    return isName ? "/" + target : target;
  }

  /** Octal with a zero before it, as YAML has it, and else decimal, as Compose prints it. */
  private static int mode(String text) {
    if (text.matches("0o?[0-7]+")) {
      return Integer.parseInt(text.replaceFirst("^0o?", ""), OCTAL);
    }
    return Literals.wholeNumberFrom(0, text);
  }
}
