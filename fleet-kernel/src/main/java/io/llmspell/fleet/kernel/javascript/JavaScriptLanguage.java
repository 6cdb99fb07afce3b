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
import java.util.function.Supplier;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EcmaError;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
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

  /** In Rhino's message about recursion beyond its limit, whose type says nothing. */
  private static final String TOO_DEEP = "stack depth";

  /** How much of the stack of an endless recursion is worth showing. */
  private static final int FRAMES = 20;

  private final Console console;
  private final StoppableContexts contexts;
  private final Context context;
  private final ScriptableObject scope;
  private final Names names;

  /** Starts the interpreter, bound to this thread. */
  public JavaScriptLanguage(Console console) {
    this.console = console;
    contexts = new StoppableContexts(console);
    context = contexts.enterContext();
    scope = context.initSafeStandardObjects();
    names = new Names(scope);
    Display.install(scope);
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
      return execute(context.compileString(code, name, 1, null));
    } catch (EvaluatorException e) {
      String place = e.lineNumber() > 0 ? " (line " + e.lineNumber() + ")" : "";
      return failed("SyntaxError", e.details() + place, List.of());
    } catch (RhinoException e) {
      return failed(e);
    } catch (StackOverflowError e) {
      return tooDeep(List.of());
    } catch (OutOfMemoryError e) {
      return failed("RangeError", "out of memory", List.of());
    }
  }

  private Outcome execute(Script script) {
    try {
      Object value = script.exec(context, scope, scope);
      context.processMicrotasks();
      reportRejections();
      return new Outcome.Done(
          Undefined.isUndefined(value) ? Optional.empty() : Optional.of(Display.value(value)));
    } catch (StoppableContexts.Stop e) {
      contexts.dropJobs();
      return Outcome.Failed.stopped(console.interruption().orElse(Interruption.ASKED));
    } catch (EvaluatorException e) {
      // Not from compiling: this is how Rhino fails on its own limits.
      List<String> stack = e.getScriptStackTrace().lines().toList();
      return e.details().contains(TOO_DEEP) ? tooDeep(stack) : failed("Error", e.details(), stack);
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
        path.isUnknown()
            ? List.of()
            : look(() -> names.startingWith(path.owners(), path.last())).orElse(List.of());
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
    return look(() -> names.resolve(whole).map(Display::value))
        .flatMap(text -> text)
        .map(text -> String.join(".", whole) + ": " + text);
  }

  @Override
  public void close() {
    context.close();
  }

  /** Absent if it had to be stopped: an interrupt during a look ends no more than the look. */
  private <T> Optional<T> look(Supplier<T> look) {
    StoppableContexts.reset(context);
    try {
      return Optional.of(look.get());
    } catch (StoppableContexts.Stop e) {
      contexts.dropJobs();
      return Optional.empty();
    }
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
    return failed("Error", e.details(), stack);
  }

  private static Outcome.Failed tooDeep(List<String> stack) {
    return failed("RangeError", "too much recursion", stack.stream().limit(FRAMES).toList());
  }

  private static Outcome.Failed failed(String name, String message, List<String> stack) {
    List<String> lines = new ArrayList<>();
    lines.add(name + ": " + message);
    lines.addAll(stack);
    return new Outcome.Failed(name, message, lines);
  }
}
