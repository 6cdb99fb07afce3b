package io.llmspell.fleet.kernel.javascript;

import io.llmspell.fleet.kernel.language.Completeness;
import io.llmspell.fleet.kernel.language.Completions;
import io.llmspell.fleet.kernel.language.Console;
import io.llmspell.fleet.kernel.language.Interruption;
import io.llmspell.fleet.kernel.language.Language;
import io.llmspell.fleet.kernel.language.LanguageInfo;
import io.llmspell.fleet.kernel.language.NamePath;
import io.llmspell.fleet.kernel.language.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EcmaError;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * JavaScript at Rhino's ES6 level, without access to Java. Declarations at the top of a cell last
 * from cell to cell. Promise jobs run before the cell ends. An interrupt stops script code at any
 * place, but no single built-in, such as one regular expression match, before it returns.
 */
public final class JavaScriptLanguage implements Language {
  private static final LanguageInfo INFO =
      new LanguageInfo("javascript", "ES6", "text/javascript", ".js");
  private static final String SEPARATORS = ".";

  private final Console console;
  private final Context context;
  private final ScriptableObject scope;
  private final Names names;

  /** Starts the interpreter, bound to this thread. */
  public JavaScriptLanguage(Console console) {
    this.console = console;
    context = new StoppableContexts(console).enterContext();
    scope = context.initSafeStandardObjects();
    names = new Names(scope);
    Builtins.install(scope, console);
  }

  @Override
  public LanguageInfo info() {
    return INFO;
  }

  @Override
  public Outcome execute(String code, String name) {
    StoppableContexts.reset(context);
    try {
      Object value = context.evaluateString(scope, code, name, 1, null);
      context.processMicrotasks();
      reportRejections();
      return new Outcome.Done(
          Undefined.isUndefined(value) ? Optional.empty() : Optional.of(Display.value(value)));
    } catch (StoppableContexts.Stop e) {
      return Outcome.Failed.stopped(console.interruption().orElse(Interruption.ASKED));
    } catch (RhinoException e) {
      return failed(e);
    } catch (StackOverflowError e) {
      return failed("RangeError", "too much recursion", List.of());
    } catch (OutOfMemoryError e) {
      return failed("RangeError", "out of memory", List.of());
    }
  }

  @Override
  public Completeness completeness(String code) {
    try {
      context.compileString(code, "code", 1, null);
      return Completeness.COMPLETE;
    } catch (RhinoException e) {
      return context.stringIsCompilableUnit(code) ? Completeness.INVALID : Completeness.INCOMPLETE;
    }
  }

  @Override
  public Completions complete(String code, int cursor) {
    NamePath path = NamePath.before(code, cursor, SEPARATORS);
    List<String> found =
        path.isUnknown() ? List.of() : names.startingWith(path.owners(), path.last());
    return new Completions(found, path.start(), path.end());
  }

  @Override
  public Optional<String> inspect(String code, int cursor) {
    NamePath path = NamePath.at(code, cursor, SEPARATORS);
    if (path.isUnknown() || path.last().isEmpty()) {
      return Optional.empty();
    }
    List<String> whole = new ArrayList<>(path.owners());
    whole.add(path.last());
    return names.resolve(whole).map(value -> String.join(".", whole) + ": " + Display.value(value));
  }

  @Override
  public void close() {
    context.close();
  }

  /** What a promise was rejected with and nobody has caught. */
  private void reportRejections() {
    context
        .getUnhandledPromiseTracker()
        .process(
            reason ->
                console.write(
                    Console.Stream.STDERR,
                    "Uncaught (in promise) " + Display.value(reason) + "\n"));
  }

  private static Outcome.Failed failed(RhinoException e) {
    List<String> stack = e.getScriptStackTrace().lines().toList();
    if (e instanceof EcmaError error) {
      return failed(error.getName(), error.getErrorMessage(), stack);
    }
    if (e instanceof JavaScriptException thrown) {
      return thrown.getValue() instanceof ScriptableObject object
              && object.getClassName().equals("Error")
          ? failed(Names.text(object, "name"), Names.text(object, "message"), stack)
          : failed("Uncaught", Display.value(thrown.getValue()), stack);
    }
    String place = e.lineNumber() > 0 ? " (line " + e.lineNumber() + ")" : "";
    return failed("SyntaxError", e.details() + place, List.of());
  }

  private static Outcome.Failed failed(String name, String message, List<String> stack) {
    List<String> lines = new ArrayList<>();
    lines.add(name + ": " + message);
    lines.addAll(stack);
    return new Outcome.Failed(name, message, lines);
  }
}
