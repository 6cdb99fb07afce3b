package io.llmspell.fleet.compose.write;

import io.llmspell.fleet.model.GrantedFile;
import io.llmspell.fleet.model.GrantedFile.Kind;
import io.llmspell.fleet.model.Storage;
import java.util.List;
import java.util.Locale;

/** Writes what is mounted, in the long form: a path may hold the short one's colon. */
final class StorageWriter {
  private StorageWriter() {}

  static void write(Storage storage, Block service) {
    if (!storage.mounts().isEmpty()) {
      service.blocks("volumes", storage.mounts().stream().map(StorageWriter::mount).toList());
    }
    service.texts("tmpfs", storage.tmpfs());
    for (Kind kind : Kind.values()) {
      List<Block> files =
          storage.files().stream().filter(f -> f.kind() == kind).map(StorageWriter::file).toList();
      if (!files.isEmpty()) {
        service.blocks(section(kind), files);
      }
    }
  }

  /** What a file calls all of a kind. */
  static String section(Kind kind) {
    return kind == Kind.CONFIG ? "configs" : "secrets";
  }

  /** What a name stands for. */
  static Block content(GrantedFile file) {
    return file.content() instanceof GrantedFile.OfFile of
        ? new Block().text("file", of.file())
        : new Block().text("content", ((GrantedFile.Text) file.content()).text());
  }

  private static Block file(GrantedFile file) {
    Block block = new Block().text("source", file.source()).text("target", file.target());
    // Numbers, and yet texts to docker-compose; the mode is decimal, since JSON has no other.
    return block.text("uid", file.uid()).text("gid", file.gid()).number("mode", file.mode());
  }

  private static Block mount(Storage.Mount mount) {
    return new Block()
        .text("type", mount.kind().name().toLowerCase(Locale.ROOT))
        .text("source", mount.source())
        .text("target", mount.target())
        .flag("read_only", mount.readOnly());
  }
}
