package io.llmspell.fleet.kernel.javascript;

import io.llmspell.fleet.kernel.language.Console;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * The functions that lead out: {@code console.*}, {@code print}, and {@code input}, {@code prompt}
 * and {@code readline}, which all ask for a line.
 */
final class Builtins {
  private static final Map<String, Console.Stream> LEVELS =
      Map.of(
          "log", Console.Stream.STDOUT,
          "info", Console.Stream.STDOUT,
          "debug", Console.Stream.STDOUT,
          "warn", Console.Stream.STDERR,
          "error", Console.Stream.STDERR);

  private Builtins() {}

  static void install(ScriptableObject scope, Console console) {
    Scriptable object = new NativeObject();
    object.setParentScope(scope);
    object.setPrototype(ScriptableObject.getObjectPrototype(scope));
    LEVELS.forEach((name, stream) -> define(object, printer(scope, name, console, stream)));
    scope.defineProperty("console", object, ScriptableObject.DONTENUM);
    define(scope, printer(scope, "print", console, Console.Stream.STDOUT));
    for (String name : new String[] {"input", "prompt", "readline"}) {
      define(scope, reader(scope, name, console));
    }
  }

  private static void define(Scriptable owner, LambdaFunction function) {
    ScriptableObject.defineProperty(
        owner, function.getFunctionName(), function, ScriptableObject.DONTENUM);
  }

  private static LambdaFunction printer(
      Scriptable scope, String name, Console console, Console.Stream stream) {
    return new LambdaFunction(
        scope,
        name,
        0,
        (context, caller, self, arguments) -> {
          String text =
              Arrays.stream(arguments).map(Display::printed).collect(Collectors.joining(" "));
          console.write(stream, text + "\n");
          return Context.getUndefinedValue();
        });
  }

  private static LambdaFunction reader(Scriptable scope, String name, Console console) {
    return new LambdaFunction(
        scope,
        name,
        1,
        (context, caller, self, arguments) -> {
          String prompt = arguments.length == 0 ? "" : Context.toString(arguments[0]);
          boolean password = arguments.length > 1 && Context.toBoolean(arguments[1]);
          Console.Line line = console.readLine(prompt, password);
          if (line instanceof Console.Line.Text text) {
            return text.text();
          }
          if (line instanceof Console.Line.Stopped) {
            throw new StoppableContexts.Stop();
          }
          throw ScriptRuntime.constructError("Error", Console.Line.NotAllowed.MESSAGE);
        });
  }
}
