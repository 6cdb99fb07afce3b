/**
 * Lua 5.4, the C implementation through JNI. May depend on the language contract and on luajava;
 * the native library is loaded with the first {@code LuaLanguage}.
 */
@NullMarked
package io.llmspell.fleet.kernel.lua;

import org.jspecify.annotations.NullMarked;
