package io.llmspell.fleet.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.ExecuteRequest;
import io.llmspell.fleet.jupyter.Execution;
import io.llmspell.fleet.jupyter.KernelClient;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.model.ConnectionInfo;
import java.time.Duration;
import java.util.Optional;

/** A kernel in this process on free ports, and a client that is connected to it. */
final class LiveKernel implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final String KEY = "a key of the tests";

  final Kernel kernel;
  final KernelClient client;

  private LiveKernel(KernelConfig.LanguageName language, Optional<Duration> limit) {
    ConnectionInfo wanted =
        new ConnectionInfo(
            "127.0.0.1", 0, 0, 0, 0, 0, KEY, ConnectionInfo.HMAC_SHA256, Optional.empty());
    kernel = Kernel.start(wanted, Main.interpreter(language), limit, Log.to(Log.Level.ERROR));
    client = KernelClient.connect(kernel.connection());
    client.awaitReady(PATIENCE);
  }

  static LiveKernel lua() {
    return of(KernelConfig.LanguageName.LUA);
  }

  static LiveKernel javaScript() {
    return of(KernelConfig.LanguageName.JAVASCRIPT);
  }

  static LiveKernel of(KernelConfig.LanguageName language) {
    return new LiveKernel(language, Optional.empty());
  }

  static LiveKernel limited(KernelConfig.LanguageName language, Duration limit) {
    return new LiveKernel(language, Optional.of(limit));
  }

  Execution run(String code) {
    return client.execute(code, PATIENCE);
  }

  /** The value of a cell that has to succeed. */
  String value(String code) {
    Execution execution = run(code);
    return execution.result().orElseGet(() -> "no value; " + execution.error());
  }

  Execution run(String code, ExecuteRequest.Input input) {
    return client.execute(ExecuteRequest.of(code).withInput(input), PATIENCE);
  }

  /** What a request on the shell channel is answered with. */
  ObjectNode ask(String type, ObjectNode content) {
    return client.request(Channel.SHELL, type, content, PATIENCE).content();
  }

  /**
   * Sends a cell that prints "started" and never ends by itself; waits for the print; interrupts on
   * the control channel.
   *
   * @return the content of the execute reply
   */
  ObjectNode interrupted(String code) {
    Message cell = start(code);
    client.request(Channel.CONTROL, "interrupt_request", Message.object(), PATIENCE);
    return client.reply(Channel.SHELL, cell, PATIENCE).content();
  }

  /** Sends a cell that prints something, and waits for that. */
  Message start(String code) {
    Message cell = client.send(Channel.SHELL, "execute_request", ExecuteRequest.of(code).content());
    Optional<Message> output = client.receive(Channel.IOPUB, PATIENCE);
    while (output.isPresent()
        && !(output.get().parentId().equals(cell.id()) && output.get().type().equals("stream"))) {
      output = client.receive(Channel.IOPUB, PATIENCE);
    }
    if (output.isEmpty()) {
      throw new AssertionError("the cell has printed nothing");
    }
    return cell;
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public void close() {
    client.close();
    kernel.close();
  }
}
