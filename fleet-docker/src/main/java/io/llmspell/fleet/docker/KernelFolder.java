package io.llmspell.fleet.docker;

import io.llmspell.fleet.docker.Archive.Owner;
import io.llmspell.fleet.docker.container.KernelPlace;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The kernel's own folder in its volume, written and read through the engine's archive API: no path
 * of the host is involved, so it works with an engine elsewhere.
 */
final class KernelFolder {
  private static final int OWNER_ONLY_FOLDER = 0700;
  private static final int OWNER_ONLY_FILE = 0600;

  /** No connection file is larger; whatever is, is none. */
  private static final int LARGEST_FILE = 64 * 1024;

  private final Engine engine;

  KernelFolder(Engine engine) {
    this.engine = engine;
  }

  /**
   * Makes the folder with these files in it, all of them the kernel's own. Before the container is
   * started, so that the kernel never sees half of it.
   *
   * @param user {@code uid[:gid]} or a name that the image knows
   */
  void fill(String containerId, String user, Map<String, byte[]> files) {
    Owner owner = owner(containerId, user);
    engine.change(
        "put the connection file into container " + containerId,
        docker ->
            docker
                .copyArchiveToContainerCmd(containerId)
                .withRemotePath(KernelPlace.MOUNT)
                .withTarInputStream(archive(owner, files).content())
                .exec());
  }

  /** Empty if the kernel has none, or is gone. */
  Optional<byte[]> readConnectionFile(String containerId) {
    return read(containerId, KernelPlace.connectionPath());
  }

  private Optional<byte[]> read(String containerId, String path) {
    try {
      return engine.read(
          "read " + path + " in container " + containerId,
          "/containers/" + containerId + "/archive?path=" + path,
          KernelFolder::firstFile);
    } catch (FleetException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Optional<byte[]> firstFile(InputStream archive) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      TarArchiveEntry entry = tar.getNextEntry();
      if (entry == null) {
        throw new EOFException("an archive with nothing in it");
      }
      return entry.isFile() ? Optional.of(tar.readNBytes(LARGEST_FILE)) : Optional.empty();
    }
  }

  private static Archive archive(Owner owner, Map<String, byte[]> files) {
    Archive archive = new Archive().folder(KernelPlace.FOLDER, owner, OWNER_ONLY_FOLDER);
    files.forEach(
        (name, content) ->
            archive.file(KernelPlace.FOLDER + "/" + name, owner, OWNER_ONLY_FILE, content));
    return archive;
  }

  /**
   * Who a user is by number.
   *
   * @param user {@code uid[:gid]}, a name that the image knows, or nothing for root
   */
  Owner owner(String containerId, String user) {
    String[] parts = user.split(":", 2);
    if (parts[0].isEmpty()) {
      return new Owner(0, 0);
    }
    if (parts[0].matches("\\d{1,9}")) {
      int uid = Integer.parseInt(parts[0]);
      boolean hasGid = parts.length > 1 && parts[1].matches("\\d{1,9}");
      return new Owner(uid, hasGid ? Integer.parseInt(parts[1]) : uid);
    }
    return read(containerId, "/etc/passwd")
        .flatMap(passwd -> ownerIn(new String(passwd, StandardCharsets.UTF_8), parts[0]))
        .orElseThrow(
            () ->
                new FleetException(
                    ErrorCode.INVALID_FILE,
                    "the image has no user '" + parts[0] + "': name one by its number"));
  }

  /** {@code name:password:uid:gid:…}, as passwd(5) has it. */
  private static Optional<Owner> ownerIn(String passwd, String name) {
    return passwd
        .lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 3 && fields[0].equals(name))
        .findFirst()
        .map(fields -> new Owner(Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
  }
}
