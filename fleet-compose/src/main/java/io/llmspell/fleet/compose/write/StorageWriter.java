package io.llmspell.fleet.compose.write;

import io.llmspell.fleet.model.Storage;
import java.util.Locale;

/** Writes what is mounted, in the long form: a path may hold the short one's colon. */
final class StorageWriter {
  private StorageWriter() {}

  static void write(Storage storage, Block service) {
    if (!storage.mounts().isEmpty()) {
      service.blocks("volumes", storage.mounts().stream().map(StorageWriter::mount).toList());
    }
    service.texts("tmpfs", storage.tmpfs());
  }

  private static Block mount(Storage.Mount mount) {
    return new Block()
        .text("type", mount.kind().name().toLowerCase(Locale.ROOT))
        .text("source", mount.source())
        .text("target", mount.target())
        .flag("read_only", mount.readOnly());
  }
}
