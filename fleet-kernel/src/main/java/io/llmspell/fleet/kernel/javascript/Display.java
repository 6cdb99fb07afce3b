package io.llmspell.fleet.kernel.javascript;

import java.util.Map;
import java.util.StringJoiner;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Symbol;
import org.mozilla.javascript.Undefined;

/**
 * Values as people read them, in the manner of other consoles. Runs no script code: no getters, and
 * no functions that a script has put in the place of built-in ones.
 */
final class Display {
  private static final int DEEPEST = 3;
  private static final int MOST = 100;

  /** Under which a scope keeps its built-in function, where no script gets at it. */
  private static final Object DATE_TO_STRING = "fleet: Date.prototype.toString";

  private Display() {}

  /** Prepares a scope, before any script has run in it. */
  static void install(ScriptableObject scope) {
    scope.associateValue(
        DATE_TO_STRING,
        ScriptableObject.getProperty(
            ScriptableObject.getClassPrototype(scope, "Date"), "toString"));
  }

  /** As the value of a cell: strings in quotes. */
  static String value(Object value) {
    return text(value, 0);
  }

  /** As {@code console.log} prints it: a string as it is. */
  static String printed(Object value) {
    return value instanceof CharSequence ? value.toString() : text(value, 0);
  }

  private static String text(Object value, int depth) {
    if (value == null) {
      return "null";
    }
    if (Undefined.isUndefined(value)) {
      return "undefined";
    }
    if (value instanceof CharSequence) {
      return quoted(value.toString());
    }
    if (value instanceof Symbol) {
      return value.toString();
    }
    if (value instanceof BaseFunction function) {
      String name = function.getFunctionName();
      return name.isEmpty() ? "[Function]" : "[Function: " + name + "]";
    }
    if (value instanceof NativeArray array) {
      return depth == DEEPEST ? "[Array]" : array(array, depth);
    }
    if (value instanceof NativeObject object) {
      return depth == DEEPEST ? "[Object]" : object(object, depth);
    }
    if (value instanceof Scriptable other) {
      return other(other);
    }
    return Context.toString(value);
  }

  private static String date(Scriptable date) {
    return ScriptableObject.getTopScopeValue(
                ScriptableObject.getTopLevelScope(date), DATE_TO_STRING)
            instanceof Callable callable
        ? Context.toString(
            callable.call(Context.getCurrentContext(), date, date, ScriptRuntime.emptyArgs))
        : "[object Date]";
  }

  private static String array(NativeArray array, int depth) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    long length = array.getLength();
    for (int i = 0; i < Math.min(length, MOST); i++) {
      text.add(array.has(i, array) ? field(array, i, depth) : "<empty>");
    }
    if (length > MOST) {
      text.add("... " + (length - MOST) + " more");
    }
    return text.toString();
  }

  private static String object(NativeObject object, int depth) {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    int count = 0;
    for (Object id : object.getIds()) {
      if (count++ == MOST) {
        text.add("...");
        break;
      }
      text.add(id + ": " + field(object, id, depth));
    }
    return text.toString();
  }

  private static String field(ScriptableObject object, Object id, int depth) {
    if (Names.isComputed(object, id)) {
      return "[Getter]";
    }
    return text(
        id instanceof Integer index ? object.get(index, object) : object.get(id.toString(), object),
        depth + 1);
  }

  private static String other(Scriptable object) {
    if (Names.isProxy(object)) {
      return "[Proxy]";
    }
    return switch (object.getClassName()) {
      case "Error" -> Names.text(object, "name") + ": " + Names.text(object, "message");
      case "Date" -> date(object);
      // Java's toString, made of source and flags
      case "RegExp" -> object.toString();
      default -> "[object " + object.getClassName() + "]";
    };
  }

  private static final Map<Character, String> ESCAPES =
      Map.of('\n', "\\n", '\r', "\\r", '\t', "\\t", '\\', "\\\\", '\'', "\\'");

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      quoted.append(ESCAPES.getOrDefault(text.charAt(i), text.substring(i, i + 1)));
    }
    return quoted.append('\'').toString();
  }
}
