package io.llmspell.fleet.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.kernel.language.Console;
import io.llmspell.fleet.kernel.language.Interruption;
import io.llmspell.fleet.kernel.language.Language;
import io.llmspell.fleet.kernel.language.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Executes cells and keeps count of them. Confined to the executing thread. */
final class Executor {
  private final Language language;
  private final Replies replies;
  private final Interrupts interrupts;
  private final History history;
  private final CellConsole console;
  private int count;

  Executor(
      Language language,
      Replies replies,
      Interrupts interrupts,
      History history,
      CellConsole console) {
    this.language = language;
    this.replies = replies;
    this.interrupts = interrupts;
    this.history = history;
    this.console = console;
  }

  /** The number of the last cell that was counted. */
  int count() {
    return count;
  }

  /**
   * Executes the cell of an {@code execute_request}, publishing what it puts out.
   *
   * @return the content of the reply
   */
  ObjectNode execute(Message request) {
    JsonNode content = request.content();
    boolean silent = content.path("silent").asBoolean();
    boolean stored = !silent && content.path("store_history").asBoolean(true);
    String code = content.path("code").asText();
    if (stored) {
      count++;
    }
    if (!silent) {
      ObjectNode input = Message.object().put("code", code).put("execution_count", count);
      replies.publish(request, "execute_input", input);
    }
    console.begin(request, content.path("allow_stdin").asBoolean(true), silent);
    interrupts.begin();
    try {
      Outcome outcome = language.execute(code, "In [" + count + "]");
      if (stored) {
        history.add(new History.Entry(count, code, textOf(outcome)));
      }
      return outcome instanceof Outcome.Failed failed
          ? failed(request, failed, silent)
          : done(request, textOf(outcome), silent);
    } finally {
      interrupts.end();
      console.end();
    }
  }

  /** Looks at something on a client's behalf; an interrupt and the time limit stop that, too. */
  <T> T look(Supplier<T> look) {
    interrupts.begin();
    try {
      return look.get();
    } finally {
      interrupts.end();
    }
  }

  /** The content of the reply to a cell that is not executed, since one before it has failed. */
  ObjectNode aborted() {
    return Message.object().put("status", "aborted").put("execution_count", count);
  }

  private ObjectNode failed(Message request, Outcome.Failed failed, boolean silent) {
    ObjectNode reply = Replies.failure(failed);
    if (!silent) {
      ObjectNode error = reply.deepCopy();
      error.remove("status");
      replies.publish(request, "error", error);
    }
    reply.putObject("user_expressions");
    reply.putArray("payload");
    return reply.put("execution_count", count);
  }

  private ObjectNode done(Message request, Optional<String> text, boolean silent) {
    if (!silent && text.isPresent()) {
      ObjectNode result = Message.object().put("execution_count", count);
      result.set("data", Replies.data(text.get()));
      result.putObject("metadata");
      replies.publish(request, "execute_result", result);
    }
    ObjectNode reply = Message.object().put("status", "ok").put("execution_count", count);
    ObjectNode values = reply.putObject("user_expressions");
    for (Map.Entry<String, JsonNode> e : request.content().path("user_expressions").properties()) {
      values.set(e.getKey(), evaluate(e.getValue().asText()));
    }
    reply.putArray("payload");
    return reply;
  }

  private ObjectNode evaluate(String expression) {
    Outcome outcome = language.execute(expression, "user expression");
    if (outcome instanceof Outcome.Failed failed) {
      return Replies.failure(failed);
    }
    ObjectNode value = Message.object().put("status", "ok");
    value.set("data", textOf(outcome).map(Replies::data).orElseGet(Message::object));
    value.putObject("metadata");
    return value;
  }

  private static Optional<String> textOf(Outcome outcome) {
    return outcome instanceof Outcome.Done done ? done.text() : Optional.empty();
  }

  /** The console of the cell that runs; between cells it swallows what is written. */
  static final class CellConsole implements Console {
    private final Outbox outbox;
    private final StandardInput input;
    private final Interrupts interrupts;
    private Optional<Message> cell = Optional.empty();
    private boolean mayAsk;
    private boolean silent;

    CellConsole(Outbox outbox, StandardInput input, Interrupts interrupts) {
      this.outbox = outbox;
      this.input = input;
      this.interrupts = interrupts;
    }

    void begin(Message request, boolean allowStdin, boolean quiet) {
      cell = Optional.of(request);
      mayAsk = allowStdin;
      silent = quiet;
    }

    void end() {
      cell = Optional.empty();
    }

    @Override
    public void write(Stream stream, String text) {
      if (cell.isPresent() && !silent && !text.isEmpty()) {
        outbox.write(cell.get(), stream.name().toLowerCase(Locale.ROOT), text);
      }
    }

    @Override
    public Line readLine(String prompt, boolean password) {
      return cell.isPresent() && mayAsk
          ? input.ask(cell.get(), prompt, password)
          : new Line.NotAllowed();
    }

    @Override
    public Optional<Interruption> interruption() {
      return interrupts.pending();
    }
  }
}
