package io.llmspell.fleet.daemon.http;

import io.llmspell.fleet.daemon.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that can be asked.
 *
 * @param path its segments after slashes; {@code {name}} stands for any one segment
 * @param id what programs call the operation
 * @param needed who may ask it
 * @param effort what an answer takes
 * @param repeatable whether an {@code Idempotency-Key} makes a second time the first one
 * @param answers by status, what is answered if all goes well
 * @param failures codes of problems that are this route's own, with what they mean here
 */
public record Route(
    Method method,
    String path,
    String id,
    String summary,
    Role needed,
    Effort effort,
    boolean repeatable,
    List<Parameter> parameters,
    Optional<Schema> body,
    Map<Integer, Answer> answers,
    Map<Integer, String> failures,
    Handler handler) {

  public Route {
    parameters = List.copyOf(parameters);
    answers = new TreeMap<>(answers);
    failures = new TreeMap<>(failures);
  }

  /** What can be done with a path. */
  public enum Method {
    GET,
    POST,
    PUT,
    DELETE
  }

  /** What an answer takes; of each only so many at a time. */
  public enum Effort {
    /** What is known already. */
    LOOK,
    /** The engine is asked, or kernels are. */
    WORK,
    /** It goes on until one side ends it. */
    STREAM
  }

  /**
   * A good answer.
   *
   * @param schema absent where it is no JSON
   */
  public record Answer(String description, String type, Optional<Schema> schema) {}

  /** What changes nothing. */
  public static Draft get(String path, String id) {
    return new Draft(Method.GET, path, id);
  }

  /** What is done to something, or makes something. */
  public static Draft post(String path, String id) {
    return new Draft(Method.POST, path, id);
  }

  /** What makes something be as said. */
  public static Draft put(String path, String id) {
    return new Draft(Method.PUT, path, id);
  }

  /** What ends something. */
  public static Draft delete(String path, String id) {
    return new Draft(Method.DELETE, path, id);
  }

  /** Whether it changes anything. */
  public boolean changes() {
    return method != Method.GET;
  }

  /** A route that is being written down. */
  public static final class Draft {
    private final Method method;
    private final String path;
    private final String id;
    private String summary = "";
    private Role needed = Role.VIEWER;
    private Effort effort = Effort.LOOK;
    private boolean repeatable;
    private final List<Parameter> parameters = new ArrayList<>();
    private Optional<Schema> body = Optional.empty();
    private final Map<Integer, Answer> answers = new TreeMap<>();
    private final Map<Integer, String> failures = new TreeMap<>();

    private Draft(Method method, String path, String id) {
      this.method = method;
      this.path = path;
      this.id = id;
    }

    public Draft summary(String text) {
      summary = text;
      return this;
    }

    public Draft needs(Role role) {
      needed = role;
      return this;
    }

    public Draft takes(Effort what) {
      effort = what;
      return this;
    }

    /** With an {@code Idempotency-Key}, asking again is answered as the first time. */
    public Draft repeatable() {
      repeatable = true;
      return this;
    }

    public Draft at(String name, Schema schema, String description) {
      parameters.add(new Parameter(Parameter.In.PATH, name, schema, description));
      return this;
    }

    public Draft query(String name, Schema schema, String description) {
      parameters.add(new Parameter(Parameter.In.QUERY, name, schema, description));
      return this;
    }

    public Draft header(String name, Schema schema, String description) {
      parameters.add(new Parameter(Parameter.In.HEADER, name, schema, description));
      return this;
    }

    public Draft body(Schema schema) {
      body = Optional.of(schema);
      return this;
    }

    public Draft answers(int status, Schema schema, String description) {
      answers.put(status, new Answer(description, "application/json", Optional.of(schema)));
      return this;
    }

    public Draft answersIn(int status, String type, String description) {
      answers.put(status, new Answer(description, type, Optional.empty()));
      return this;
    }

    public Draft fails(int status, String meaning) {
      failures.put(status, meaning);
      return this;
    }

    public Route by(Handler handler) {
      return new Route(
          method,
          path,
          id,
          summary,
          needed,
          effort,
          repeatable,
          parameters,
          body,
          answers,
          failures,
          handler);
    }
  }
}
