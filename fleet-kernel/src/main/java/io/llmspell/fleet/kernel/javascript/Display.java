package io.llmspell.fleet.kernel.javascript;

import java.util.Map;
import java.util.StringJoiner;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Symbol;
import org.mozilla.javascript.Undefined;

/**
 * Values as people read them, in the manner of other consoles. Runs no getters; of script code at
 * most a toString of a date.
 */
final class Display {
  private static final int DEEPEST = 3;
  private static final int MOST = 100;

  private Display() {}

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

  private static String array(NativeArray array, int depth) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    long length = array.getLength();
    for (int i = 0; i < Math.min(length, MOST); i++) {
      Object item = array.get(i, array);
      text.add(item == Scriptable.NOT_FOUND ? "<empty>" : text(item, depth + 1));
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
    if (id instanceof Integer index) {
      return text(object.get(index, object), depth + 1);
    }
    return Names.isComputed(object, id.toString())
        ? "[Getter]"
        : text(object.get(id.toString(), object), depth + 1);
  }

  private static String other(Scriptable object) {
    if (Names.isProxy(object)) {
      return "[Proxy]";
    }
    return switch (object.getClassName()) {
      case "Error" -> Names.text(object, "name") + ": " + Names.text(object, "message");
      case "Date", "RegExp" -> Context.toString(object);
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
