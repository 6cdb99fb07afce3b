package io.llmspell.fleet.kernel.javascript;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/** The names that a script could use now. Looks without running getters or proxies. */
final class Names {
  private static final List<String> KEYWORDS =
      List.of(
          "break",
          "case",
          "catch",
          "class",
          "const",
          "continue",
          "default",
          "delete",
          "do",
          "else",
          "false",
          "finally",
          "for",
          "function",
          "if",
          "in",
          "instanceof",
          "let",
          "new",
          "null",
          "return",
          "switch",
          "this",
          "throw",
          "true",
          "try",
          "typeof",
          "var",
          "void",
          "while",
          "yield");

  private final ScriptableObject scope;

  Names(ScriptableObject scope) {
    this.scope = scope;
  }

  /** Names of fields, inherited ones included, in order; at the top also keywords. */
  List<String> startingWith(List<String> owners, String prefix) {
    TreeSet<String> found = new TreeSet<>();
    if (owners.isEmpty()) {
      found.addAll(KEYWORDS);
    }
    Optional<Scriptable> object = resolve(owners).flatMap(this::object);
    while (object.isPresent() && object.get() instanceof ScriptableObject current) {
      for (Object id : current.getAllIds()) {
        if (id instanceof String name) {
          found.add(name);
        }
      }
      object = object(current.getPrototype());
    }
    return found.stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** What a dotted name stands for; the empty one for the global object. */
  Optional<Object> resolve(List<String> path) {
    Optional<Object> value = Optional.of(scope);
    for (String name : path) {
      value = value.flatMap(this::object).flatMap(owner -> field(owner, name));
    }
    return value;
  }

  /** A field as text, or nothing much; an object in it could run script code to become text. */
  static String text(Scriptable owner, String name) {
    return field(owner, name)
        .filter(value -> value instanceof CharSequence || value instanceof Number)
        .map(Context::toString)
        .orElse("");
  }

  static Optional<Object> field(Scriptable owner, String name) {
    for (Scriptable at = owner; at != null; at = at.getPrototype()) {
      if (isProxy(at)) {
        return Optional.empty();
      }
      if (at.has(name, at)) {
        boolean computed = at instanceof ScriptableObject object && isComputed(object, name);
        return computed ? Optional.empty() : Optional.ofNullable(at.get(name, owner));
      }
    }
    return Optional.empty();
  }

  /** Whether reading the field would run script code. */
  static boolean isComputed(ScriptableObject owner, Object id) {
    Object getter =
        id instanceof Integer index
            ? owner.getGetterOrSetter(null, index, owner, false)
            : owner.getGetterOrSetter(id.toString(), 0, owner, false);
    // Rhino answers with undefined for a field that is no accessor.
    return getter != null && !Undefined.isUndefined(getter);
  }

  private Optional<Scriptable> object(Object value) {
    return value == null || Undefined.isUndefined(value) || isProxy(value)
        ? Optional.empty()
        : Optional.of(Context.toObject(value, scope));
  }

  /** Rhino does not show the class of proxies, whose every access runs script code. */
  static boolean isProxy(Object value) {
    return value.getClass().getSimpleName().equals("NativeProxy");
  }
}
