package io.llmspell.fleet.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.kernel.language.Completions;
import io.llmspell.fleet.kernel.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The requests of the shell channel, one after the other in the thread that runs {@link #serve}.
 */
final class Shell {
  private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
  private final Replies replies;
  private final Language language;
  private final Executor executor;
  private final History history;
  private final Log log;
  private final Consumer<Message> shutdown;
  private volatile boolean ended;

  /** The cells that waited behind one that failed, until they are answered. */
  private final List<Message> dropped = new ArrayList<>();

  Shell(
      Replies replies,
      Language language,
      Executor executor,
      History history,
      Log log,
      Consumer<Message> shutdown) {
    this.replies = replies;
    this.language = language;
    this.executor = executor;
    this.history = history;
    this.log = log;
    this.shutdown = shutdown;
  }

  /** Queues a request; from any thread. */
  void received(Message request) {
    queue.add(request);
  }

  /** Ends {@link #serve} after the request that it serves now; from any thread. */
  void end(Message wakeUp) {
    ended = true;
    queue.add(wakeUp);
  }

  /** Serves requests until {@link #end}. */
  void serve() {
    while (!ended) {
      try {
        Message request = queue.take();
        if (!ended) {
          serve(request);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(Message request) {
    replies.status(request, "busy");
    try {
      answer(request).ifPresent(content -> replies.reply(Channel.SHELL, request, content));
    } catch (RuntimeException e) {
      log.error("a " + request.type() + " failed: " + e);
      replies.reply(Channel.SHELL, request, Replies.unsupported(request));
    } finally {
      replies.status(request, "idle");
    }
    abortDropped();
    if (request.type().equals("shutdown_request")) {
      shutdown.accept(request);
    }
  }

  private Optional<ObjectNode> answer(Message request) {
    JsonNode content = request.content();
    return switch (request.type()) {
      case "execute_request" -> Optional.of(execute(request));
      case "kernel_info_request" -> Optional.of(replies.kernelInfo());
      case "is_complete_request" -> Optional.of(isComplete(content.path("code").asText()));
      case "complete_request" -> Optional.of(complete(content));
      case "inspect_request" -> Optional.of(inspect(content));
      case "history_request" -> Optional.of(history(content));
      case "comm_info_request" -> Optional.of(noComms());
      // Answered by what it leads to.
      case "shutdown_request" -> Optional.empty();
      // No comms exist here, and the protocol has no answer to these.
      case "comm_open", "comm_msg", "comm_close" -> Optional.empty();
      default -> Optional.of(Replies.unsupported(request));
    };
  }

  private ObjectNode execute(Message request) {
    ObjectNode reply = executor.execute(request);
    boolean stops = request.content().path("stop_on_error").asBoolean(true);
    if (stops && reply.path("status").asText().equals("error")) {
      // Before the reply is sent: what the client sends after it has seen that is not meant.
      queue.removeIf(waiting -> waiting.type().equals("execute_request") && dropped.add(waiting));
    }
    return reply;
  }

  private void abortDropped() {
    for (Message message : dropped) {
      replies.status(message, "busy");
      replies.reply(Channel.SHELL, message, executor.aborted());
      replies.status(message, "idle");
    }
    dropped.clear();
  }

  private ObjectNode isComplete(String code) {
    String status =
        executor.look(() -> language.completeness(code)).name().toLowerCase(Locale.ROOT);
    ObjectNode reply = Message.object().put("status", status);
    return status.equals("incomplete") ? reply.put("indent", "") : reply;
  }

  private ObjectNode complete(JsonNode content) {
    String code = content.path("code").asText();
    Completions found = executor.look(() -> language.complete(code, cursor(code, content)));
    ObjectNode reply = Message.object().put("status", "ok");
    ArrayNode matches = reply.putArray("matches");
    found.matches().forEach(matches::add);
    reply.put("cursor_start", code.codePointCount(0, found.start()));
    reply.put("cursor_end", code.codePointCount(0, found.end()));
    reply.putObject("metadata");
    return reply;
  }

  private ObjectNode inspect(JsonNode content) {
    String code = content.path("code").asText();
    Optional<String> text = executor.look(() -> language.inspect(code, cursor(code, content)));
    ObjectNode reply = Message.object().put("status", "ok").put("found", text.isPresent());
    reply.set("data", text.map(Replies::data).orElseGet(Message::object));
    reply.putObject("metadata");
    return reply;
  }

  /** Since protocol 5.2 positions count code points; absent means the end. */
  private static int cursor(String code, JsonNode content) {
    int all = code.codePointCount(0, code.length());
    int wanted = content.path("cursor_pos").asInt(all);
    return code.offsetByCodePoints(0, Math.min(Math.max(wanted, 0), all));
  }

  private ObjectNode history(JsonNode content) {
    int n = content.path("n").asInt(Integer.MAX_VALUE);
    List<History.Entry> found =
        switch (content.path("hist_access_type").asText("tail")) {
          case "range" ->
              history.range(
                  content.path("start").asInt(0),
                  content.path("stop").isInt()
                      ? Optional.of(content.path("stop").asInt())
                      : Optional.empty());
          case "search" ->
              history.search(
                  content.path("pattern").asText("*"), n, content.path("unique").asBoolean());
          default -> history.tail(n);
        };
    ObjectNode reply = Message.object().put("status", "ok");
    ArrayNode entries = reply.putArray("history");
    boolean withOutput = content.path("output").asBoolean();
    for (History.Entry entry : found) {
      // There is only this session: 0, the current one.
      ArrayNode line = entries.addArray().add(0).add(entry.line());
      if (withOutput) {
        line.addArray().add(entry.input()).add(entry.output().orElse(null));
      } else {
        line.add(entry.input());
      }
    }
    return reply;
  }

  private static ObjectNode noComms() {
    ObjectNode reply = Message.object().put("status", "ok");
    reply.putObject("comms");
    return reply;
  }
}
