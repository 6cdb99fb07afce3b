package io.llmspell.fleet.kernel.lua;

import io.llmspell.fleet.kernel.language.Completeness;
import io.llmspell.fleet.kernel.language.Completions;
import io.llmspell.fleet.kernel.language.Console;
import io.llmspell.fleet.kernel.language.Interruption;
import io.llmspell.fleet.kernel.language.Language;
import io.llmspell.fleet.kernel.language.LanguageInfo;
import io.llmspell.fleet.kernel.language.NamePath;
import io.llmspell.fleet.kernel.language.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import party.iroiro.luajava.JFunction;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.LuaException;

/**
 * Lua 5.4. Globals last from cell to cell; a {@code local} at the top of a cell ends with it. Each
 * cell runs in a coroutine of its own; an interrupt stops Lua code at any place, but neither a
 * {@code __gc} finalizer, which Lua runs without hooks, nor a C function, such as {@code
 * os.execute} or one {@code string.find}, before it returns. {@code os.exit} raises an error; Java
 * is out of reach. Programs that are started with {@code os.execute} write to the kernel's own
 * output, not to the client's.
 */
public final class LuaLanguage implements Language {
  private static final LanguageInfo INFO = new LanguageInfo("lua", "5.4", "text/x-lua", ".lua");
  private static final String SEPARATORS = ".:";

  private final Console console;
  private final Lua lua;
  private final int run;
  private final int completeness;
  private final int names;
  private final int inspect;

  /**
   * Starts the interpreter.
   *
   * @throws LinkageError if its native library can't be loaded
   */
  public LuaLanguage(Console console) {
    this.console = console;
    lua = NativeLibrary.open();
    lua.openLibraries();
    lua.load(prelude(), "=kernel");
    lua.push(function(this::write));
    lua.push(function(this::read));
    lua.push(function(this::pending));
    lua.pCall(3, 4);
    inspect = lua.ref();
    names = lua.ref();
    completeness = lua.ref();
    run = lua.ref();
  }

  @Override
  public LanguageInfo info() {
    return INFO;
  }

  @Override
  public Outcome execute(String code, String name) {
    List<Optional<String>> values;
    try {
      values = call(run, 4, code, name);
    } catch (LuaException e) {
      // Only what Lua can't recover from gets past the prelude, such as no memory.
      String message = Optional.ofNullable(e.getMessage()).orElse("no reason given");
      return new Outcome.Failed("LuaError", message, List.of(message));
    }
    return switch (values.get(0).orElse("")) {
      case "done" -> new Outcome.Done(values.get(1));
      case "stopped" -> Outcome.Failed.stopped(console.interruption().orElse(Interruption.ASKED));
      default ->
          new Outcome.Failed(
              values.get(1).orElse("LuaError"),
              values.get(2).orElse(""),
              values.get(3).orElse("").lines().toList());
    };
  }

  @Override
  public Completeness completeness(String code) {
    String answer = call(completeness, 1, code).get(0).orElse("invalid");
    return Completeness.valueOf(answer.toUpperCase(Locale.ROOT));
  }

  @Override
  public Completions complete(String code, int cursor) {
    NamePath path = NamePath.before(code, cursor, SEPARATORS);
    if (path.isUnknown()) {
      return new Completions(List.of(), path.start(), path.end());
    }
    String found = call(names, 1, String.join(".", path.owners()), path.last()).get(0).orElse("");
    return new Completions(found.lines().toList(), path.start(), path.end());
  }

  @Override
  public Optional<String> inspect(String code, int cursor) {
    NamePath path = NamePath.at(code, cursor, SEPARATORS);
    if (path.isUnknown() || path.last().isEmpty()) {
      return Optional.empty();
    }
    String owners = String.join(".", path.owners());
    return call(inspect, 1, owners.isEmpty() ? path.last() : owners + "." + path.last()).get(0);
  }

  @Override
  public void close() {
    lua.close();
  }

  private List<Optional<String>> call(int function, int results, String... arguments) {
    int top = lua.getTop();
    try {
      lua.refGet(function);
      for (String argument : arguments) {
        LuaText.push(lua, argument);
      }
      lua.pCall(arguments.length, results);
      return IntStream.rangeClosed(1, results).mapToObj(i -> LuaText.get(lua, top + i)).toList();
    } finally {
      lua.setTop(top);
    }
  }

  /** A function for Lua that forgets the coroutine it was called from. */
  private static JFunction function(JFunction body) {
    return caller -> {
      try {
        return body.__call(caller);
      } finally {
        // luajava would keep its record of every coroutine that ever called Java.
        if (caller.getMainState() != caller) {
          caller.close();
        }
      }
    };
  }

  private int write(Lua caller) {
    boolean error = LuaText.get(caller, 1).equals(Optional.of("stderr"));
    console.write(
        error ? Console.Stream.STDERR : Console.Stream.STDOUT, LuaText.get(caller, 2).orElse(""));
    return 0;
  }

  /** Gives Lua the line; or nil and a reason; or nil alone if the cell has to stop. */
  private int read(Lua caller) {
    Console.Line line = console.readLine(LuaText.get(caller, 1).orElse(""), caller.toBoolean(2));
    if (line instanceof Console.Line.Text text) {
      LuaText.push(caller, text.text());
      return 1;
    }
    caller.pushNil();
    if (line instanceof Console.Line.Stopped) {
      return 1;
    }
    LuaText.push(caller, Console.Line.NotAllowed.MESSAGE);
    return 2;
  }

  private int pending(Lua caller) {
    caller.push(console.interruption().isPresent());
    return 1;
  }

  private static ByteBuffer prelude() {
    try (InputStream in = LuaLanguage.class.getResourceAsStream("prelude.lua")) {
      if (in == null) {
        throw new IllegalStateException("prelude.lua is missing from the jar");
      }
      byte[] bytes = in.readAllBytes();
      return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
