package io.llmspell.fleet.kernel.lua;

import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua54.Lua54;

/**
 * Where Lua's shared library is. luajava unpacks it at run time into {@code
 * java.io.tmpdir/libgdxUSER/CHECKSUM}, or uses what it finds there if the checksum is right. The
 * system property {@value #PROPERTY} names another folder instead: one that is filled when an image
 * is built, by a first start, needs no room and no executable file system when the image runs.
 */
final class NativeLibrary {
  static final String PROPERTY = "fleet.kernel.natives";

  private static final String FOLDER = "java.io.tmpdir";
  private static final String USER = "user.name";

  private NativeLibrary() {}

  /**
   * A new interpreter; the first one loads the library.
   *
   * @throws LinkageError if there is none for this platform, or it can't be loaded
   */
  static synchronized Lua open() {
    String place = System.getProperty(PROPERTY, "");
    if (place.isEmpty()) {
      return new Lua54();
    }
    String folder = System.getProperty(FOLDER, "");
    String user = System.getProperty(USER, "");
    // luajava takes the place from nowhere else; and the user who built is not the one who runs.
    System.setProperty(FOLDER, place);
    System.setProperty(USER, "");
    try {
      return new Lua54();
    } finally {
      System.setProperty(FOLDER, folder);
      System.setProperty(USER, user);
    }
  }
}
