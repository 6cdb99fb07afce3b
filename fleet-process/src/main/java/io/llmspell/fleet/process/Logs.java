package io.llmspell.fleet.process;

import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.process.store.StoredFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What kernels print: a file each in one folder, named by their ids. */
record Logs(Path folder) {
  Path file(InstanceId id) {
    return folder.resolve(id.value() + ".log");
  }

  void make() {
    StoredFiles.makeFolder(folder);
  }

  void delete(InstanceId id) {
    try {
      Files.deleteIfExists(file(id));
    } catch (IOException e) {
      throw StoredFiles.failure("remove " + file(id), e);
    }
  }
}
