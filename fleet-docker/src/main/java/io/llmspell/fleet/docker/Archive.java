package io.llmspell.fleet.docker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** What is put into a container, as the engine takes it. Not thread-safe. */
final class Archive {
  private static final int FOLDER_TYPE = 0040000;
  private static final int FILE_TYPE = 0100000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

  /** Whom a file belongs to. */
  record Owner(int uid, int gid) {}

  Archive() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  Archive folder(String name, Owner owner, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name + "/");
    entry.setMode(FOLDER_TYPE | mode);
    return put(entry, owner, new byte[0]);
  }

  Archive file(String name, Owner owner, int mode, byte[] content) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(FILE_TYPE | mode);
    entry.setSize(content.length);
    return put(entry, owner, content);
  }

  /** All of it; nothing may be added afterwards. */
  InputStream content() {
    try {
      tar.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private Archive put(TarArchiveEntry entry, Owner owner, byte[] content) {
    try {
      entry.setIds(owner.uid(), owner.gid());
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
