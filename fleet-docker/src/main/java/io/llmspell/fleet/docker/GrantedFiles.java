package io.llmspell.fleet.docker;

import io.llmspell.fleet.docker.Archive.Owner;
import io.llmspell.fleet.docker.container.GrantPlaces;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.GrantedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * Puts configs and secrets into a container through the engine's archive API, before it is started:
 * no path of this machine is involved, so it works with an engine elsewhere.
 */
final class GrantedFiles {
  private final Engine engine;
  private final KernelFolder folder;

  GrantedFiles(Engine engine, KernelFolder folder) {
    this.engine = engine;
    this.folder = folder;
  }

  /**
   * Puts them all.
   *
   * @param user whom the container runs as, {@code uid[:gid]} or a name that the image knows
   */
  void put(String containerId, String user, ContainerSpec container) {
    if (container.storage().files().isEmpty()) {
      return;
    }
    Owner own = folder.owner(containerId, user);
    GrantPlaces.byFolder(container)
        .forEach((path, files) -> put(containerId, path, archive(path, files, own)));
  }

  private void put(String containerId, String path, Archive archive) {
    engine.change(
        "put configs and secrets into container " + containerId,
        docker ->
            docker
                .copyArchiveToContainerCmd(containerId)
                .withRemotePath(path)
                .withTarInputStream(archive.content())
                .exec());
  }

  private static Archive archive(String path, List<GrantedFile> files, Owner own) {
    Archive archive = new Archive();
    for (GrantedFile file : files) {
      int uid = file.uid().orElse(own.uid());
      int gid = file.gid().orElse(file.uid().orElse(own.gid()));
      archive.file(GrantPlaces.nameIn(path, file), new Owner(uid, gid), file.mode(), content(file));
    }
    return archive;
  }

  private static byte[] content(GrantedFile file) {
    if (file.content() instanceof GrantedFile.Text text) {
      return text.text().getBytes(StandardCharsets.UTF_8);
    }
    GrantedFile.OfFile of = (GrantedFile.OfFile) file.content();
    try {
      return Files.readAllBytes(of.file());
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE,
          "can't read " + of.file() + ", which is " + file.source() + " to the Compose file",
          e);
    }
  }
}
