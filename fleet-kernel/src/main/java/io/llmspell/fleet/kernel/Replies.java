package io.llmspell.fleet.kernel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.kernel.language.LanguageInfo;
import io.llmspell.fleet.kernel.language.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Answers and publications of one kernel, put into its outbox. Safe to use from several threads.
 */
final class Replies {
  static final String VERSION =
      Optional.ofNullable(Replies.class.getPackage().getImplementationVersion())
          .orElse("development");

  private final String session;
  private final Outbox outbox;
  private final LanguageInfo language;

  Replies(String session, Outbox outbox, LanguageInfo language) {
    this.session = session;
    this.outbox = outbox;
    this.language = language;
  }

  /** Answers a request where it came from; the reply's type follows from the request's. */
  void reply(Channel channel, Message request, ObjectNode content) {
    String type = request.type().replaceFirst("_request$", "_reply");
    outbox.send(channel, request.reply(session, type, content));
  }

  void publish(Message parent, String type, ObjectNode content) {
    outbox.send(Channel.IOPUB, parent.publication(session, type, content));
  }

  /**
   * Publishes what the kernel does.
   *
   * @param state {@code busy}, {@code idle} or {@code starting}
   */
  void status(Message parent, String state) {
    publish(parent, "status", Message.object().put("execution_state", state));
  }

  ObjectNode kernelInfo() {
    ObjectNode info =
        Message.object()
            .put("status", "ok")
            .put("protocol_version", Message.PROTOCOL_VERSION)
            .put("implementation", "fleet-kernel")
            .put("implementation_version", VERSION)
            .put("debugger", false)
            .put(
                "banner",
                "fleet-kernel " + VERSION + ": " + language.name() + " " + language.version());
    info.putArray("help_links");
    info.putObject("language_info")
        .put("name", language.name())
        .put("version", language.version())
        .put("mimetype", language.mimeType())
        .put("file_extension", language.fileExtension())
        .put("pygments_lexer", language.name())
        .put("codemirror_mode", language.name());
    return info;
  }

  /** What this kernel does not do. */
  static ObjectNode unsupported(Message request) {
    return failure("NotSupported", "this kernel does not know " + request.type(), List.of());
  }

  /** Debuggers get their refusal in their own protocol. */
  static ObjectNode noDebugger(Message request) {
    return Message.object()
        .put("type", "response")
        .put("request_seq", request.content().path("seq").asInt())
        .put("command", request.content().path("command").asText())
        .put("success", false)
        .put("message", "this kernel has no debugger");
  }

  static ObjectNode failure(Outcome.Failed failed) {
    return failure(failed.name(), failed.message(), failed.traceback());
  }

  /** Plain text, the only form in which these languages show values. */
  static ObjectNode data(String text) {
    return Message.object().put("text/plain", text);
  }

  private static ObjectNode failure(String name, String message, Iterable<String> traceback) {
    ObjectNode content =
        Message.object().put("status", "error").put("ename", name).put("evalue", message);
    ArrayNode lines = content.putArray("traceback");
    traceback.forEach(lines::add);
    return content;
  }
}
