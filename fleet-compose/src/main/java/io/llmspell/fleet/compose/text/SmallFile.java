package io.llmspell.fleet.compose.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that people write, and no more of anything else than it takes to tell. */
public final class SmallFile {
  /** More than any person has written, in bytes. */
  private static final int LARGEST = 1 << 20;

  private SmallFile() {}

  /**
   * All of a file; blocks on the disk.
   *
   * @param kind what it is to be, such as {@code a kernel config}
   * @throws IllegalArgumentException saying what is wrong with it, without its name
   */
  public static byte[] bytes(Path file, String kind) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("is not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new IllegalArgumentException("is too large for " + kind + ": more than 1 MiB");
      }
      return content;
    } catch (IOException e) {
      throw new IllegalArgumentException("can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * The same as text in UTF-8.
   *
   * @throws IllegalArgumentException as above, and for anything else than text
   */
  public static String text(Path file, String kind) {
    return text(bytes(file, kind));
  }

  /**
   * Bytes as text in UTF-8.
   *
   * @throws IllegalArgumentException if they are none
   */
  public static String text(byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is not text in UTF-8", e);
    }
  }
}
