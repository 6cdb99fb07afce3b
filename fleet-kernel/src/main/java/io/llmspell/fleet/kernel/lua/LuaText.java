package io.llmspell.fleet.kernel.lua;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import party.iroiro.luajava.Lua;

/**
 * Text across JNI. Its own strings are in "modified UTF-8", which is not what Lua code means by
 * UTF-8 beyond the basic plane and at NUL; so text goes in as a literal with numeric escapes and
 * comes out as bytes.
 */
final class LuaText {
  private LuaText() {}

  /** Puts a string with the text's UTF-8 on the stack. */
  static void push(Lua lua, String text) {
    byte[] literal = literal(text);
    ByteBuffer chunk = ByteBuffer.allocateDirect(literal.length);
    chunk.put(literal).flip();
    lua.load(chunk, "=literal");
    lua.pCall(0, 1);
  }

  /** The string or number at that place of the stack; bytes that are not UTF-8 are replaced. */
  static Optional<String> get(Lua lua, int index) {
    return Optional.ofNullable(lua.toBuffer(index)).map(bytes -> UTF_8.decode(bytes).toString());
  }

  private static byte[] literal(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 16).append("return \"");
    for (byte b : text.getBytes(UTF_8)) {
      int c = b & 0xff;
      if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
        literal.append((char) c);
      } else {
        literal.append('\\').append(c / 100).append(c / 10 % 10).append(c % 10);
      }
    }
    return literal.append('"').toString().getBytes(US_ASCII);
  }
}
