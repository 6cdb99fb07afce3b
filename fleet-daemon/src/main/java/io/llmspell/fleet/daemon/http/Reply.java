package io.llmspell.fleet.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What is answered. */
public sealed interface Reply {

  int status();

  Map<String, String> headers();

  /** A JSON value. */
  static Reply of(int status, JsonNode body) {
    return new Json(status, "application/json", Map.of(), body);
  }

  /** A JSON value, made at this path. */
  static Reply created(String location, JsonNode body) {
    return new Json(201, "application/json", Map.of("Location", location), body);
  }

  /** A JSON value. */
  record Json(int status, String type, Map<String, String> headers, JsonNode body)
      implements Reply {}

  /** Text of another type, in UTF-8. */
  record Text(int status, String type, Map<String, String> headers, String body) implements Reply {}

  /** Nothing but headers. */
  record Empty(int status, Map<String, String> headers) implements Reply {}

  /** What goes on for as long as there is something to tell. */
  record Stream(int status, String type, Map<String, String> headers, Teller teller)
      implements Reply {}

  /** Tells somebody for as long as there is something to tell. */
  interface Teller {
    /**
     * Writes, and flushes what shall be seen at once. Returns at the end; blocks until then.
     *
     * @param out fails once nobody reads any more
     * @throws InterruptedException if the server ends, or nobody reads any more
     */
    void tell(OutputStream out) throws IOException, InterruptedException;
  }
}
