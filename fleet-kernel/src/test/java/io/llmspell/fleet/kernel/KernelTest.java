package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.ExecuteRequest;
import io.llmspell.fleet.jupyter.Execution;
import io.llmspell.fleet.jupyter.Frames;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.jupyter.Wire;
import io.llmspell.fleet.jupyter.ZmqKernelProtocol;
import io.llmspell.fleet.model.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class KernelTest {

  @ParameterizedTest
  @EnumSource(KernelConfig.LanguageName.class)
  void saysWhatItIs(KernelConfig.LanguageName language) {
    try (LiveKernel kernel = LiveKernel.of(language)) {
      ObjectNode info = kernel.ask("kernel_info_request", Message.object());
      assertThat(info.path("protocol_version").asText()).isEqualTo("5.3");
      assertThat(info.path("language_info").path("name").asText()).isEqualTo(language.text());
      assertThat(info.path("banner").asText()).contains(language.text());
    }
  }

  @Test
  void publishesBusyInputOutputAndIdleInOrder() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      List<String> types = new ArrayList<>();
      for (Message message : kernel.run("print('a') return 1").outputs()) {
        types.add(
            message.type().equals("status")
                ? message.content().path("execution_state").asText()
                : message.type());
      }
      assertThat(types)
          .containsExactly("busy", "execute_input", "stream", "execute_result", "idle");
    }
  }

  @Test
  void countsOnlyWhatIsStored() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      assertThat(kernel.run("1").executionCount()).isEqualTo(1);
      Execution silent =
          kernel.client.execute(
              ExecuteRequest.of("print('a') return 1").silently(), LiveKernel.PATIENCE);
      assertThat(silent.outputs()).allMatch(message -> message.type().equals("status"));
      assertThat(kernel.run("2").executionCount()).isEqualTo(2);
    }
  }

  @Test
  void evaluatesUserExpressions() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      ObjectNode content = ExecuteRequest.of("a = 20").content();
      content.putObject("user_expressions").put("good", "a + 1").put("bad", "nil + 1");
      JsonNode values = kernel.ask("execute_request", content).path("user_expressions");
      assertThat(values.at("/good/data/text~1plain").asText()).isEqualTo("21");
      assertThat(values.at("/bad/status").asText()).isEqualTo("error");
    }
  }

  @Test
  void abortsWhatIsQueuedBehindAnError() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      Message failing = kernel.start("print('x') while not stop do end");
      Message queued = send(kernel, "never = 1");
      Message info = kernel.client.send(Channel.SHELL, "kernel_info_request", Message.object());
      // Several turns of the receiving thread, in which it has taken in what was sent before.
      for (int i = 0; i < 20; i++) {
        kernel.client.request(
            Channel.CONTROL, "kernel_info_request", Message.object(), LiveKernel.PATIENCE);
      }
      kernel.kernel.interrupt();
      assertThat(status(kernel, failing)).isEqualTo("error");
      assertThat(status(kernel, queued)).isEqualTo("aborted");
      assertThat(status(kernel, info)).isEqualTo("ok");
      assertThat(kernel.value("never")).isEqualTo("nil");
    }
  }

  @Test
  void goesOnAfterAnErrorIfToldTo() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      ObjectNode cell = ExecuteRequest.of("error('x')").content().put("stop_on_error", false);
      Message failing = kernel.client.send(Channel.SHELL, "execute_request", cell);
      Message next = send(kernel, "1");
      assertThat(status(kernel, failing)).isEqualTo("error");
      assertThat(status(kernel, next)).isEqualTo("ok");
    }
  }

  @Test
  void answersOnControlAndHeartbeatWhileACellRuns() {
    try (LiveKernel kernel = LiveKernel.lua();
        ZmqKernelProtocol protocol = new ZmqKernelProtocol()) {
      Message cell = kernel.start("print('x') while true do end");
      kernel.client.request(
          Channel.CONTROL, "kernel_info_request", Message.object(), LiveKernel.PATIENCE);
      assertThat(protocol.probe(kernel.kernel.connection(), Duration.ofMillis(500)).health())
          .isEqualTo(Health.BUSY);
      assertThat(protocol.interrupt(kernel.kernel.connection(), LiveKernel.PATIENCE)).isTrue();
      assertThat(status(kernel, cell)).isEqualTo("error");
      assertThat(protocol.probe(kernel.kernel.connection(), LiveKernel.PATIENCE).health())
          .isEqualTo(Health.HEALTHY);
    }
  }

  @Test
  void dropsAnInterruptWhenNothingRuns() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      assertThat(kernel.kernel.interrupt()).isFalse();
      assertThat(kernel.value("for i = 1, 100000 do end return 1")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource(KernelConfig.LanguageName.class)
  void limitsTheTimeOfAnExecution(KernelConfig.LanguageName language) {
    try (LiveKernel kernel = LiveKernel.limited(language, Duration.ofMillis(100))) {
      String loop =
          language == KernelConfig.LanguageName.LUA ? "while true do end" : "while (true) {}";
      assertThat(kernel.run(loop).error().orElse("")).startsWith("TimeoutError: ");
      assertThat(kernel.value("1")).isEqualTo("1");
    }
  }

  @Test
  void remembersCells() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      kernel.run("a = 1");
      kernel.run("a + 1");
      kernel.run("a = 3");
      assertThat(history(kernel, Message.object().put("hist_access_type", "tail").put("n", 2)))
          .isEqualTo("[[0,2,\"a + 1\"],[0,3,\"a = 3\"]]");
      assertThat(
              history(
                  kernel,
                  Message.object()
                      .put("hist_access_type", "range")
                      .put("start", 1)
                      .put("stop", 3)
                      .put("output", true)))
          .isEqualTo("[[0,1,[\"a = 1\",null]],[0,2,[\"a + 1\",\"2\"]]]");
      assertThat(
              history(
                  kernel,
                  Message.object().put("hist_access_type", "search").put("pattern", "a =*")))
          .isEqualTo("[[0,1,\"a = 1\"],[0,3,\"a = 3\"]]");
    }
  }

  @Test
  void hasNoCommsAndNoDebuggerAndSaysSo() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      assertThat(kernel.ask("comm_info_request", Message.object()).path("comms").isEmpty())
          .isTrue();
      ObjectNode debug =
          kernel
              .client
              .request(
                  Channel.CONTROL,
                  "debug_request",
                  Message.object().put("seq", 7).put("command", "initialize"),
                  LiveKernel.PATIENCE)
              .content();
      assertThat(debug.path("success").asBoolean(true)).isFalse();
      assertThat(debug.path("request_seq").asInt()).isEqualTo(7);
      assertThat(kernel.ask("dream_request", Message.object()).path("status").asText())
          .isEqualTo("error");
    }
  }

  @Test
  void ignoresWhatIsNotSignedWithItsKey() {
    try (LiveKernel kernel = LiveKernel.lua();
        ZContext context = new ZContext()) {
      Message request =
          Message.request("s", "execute_request", ExecuteRequest.of("evil = 1").content());
      for (Channel channel : new Channel[] {Channel.SHELL, Channel.CONTROL}) {
        ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
        socket.connect("tcp://127.0.0.1:" + channel.port(kernel.kernel.connection()));
        Frames.send(socket, new Wire("wrong").encode(request));
        Frames.send(socket, List.of(LiveKernel.bytes("rubbish")));
        Frames.send(socket, new Wire("").encode(request));
        socket.setReceiveTimeOut(200);
        assertThat(Frames.receive(socket)).isEmpty();
      }
      assertThat(kernel.value("evil")).isEqualTo("nil");
    }
  }

  @Test
  void echoesHeartbeatsAfterManyProbersThatDidNotWait() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      String address = "tcp://127.0.0.1:" + kernel.kernel.connection().heartbeat();
      for (int i = 0; i < 50; i++) {
        try (ZContext context = new ZContext()) {
          ZMQ.Socket socket = context.createSocket(SocketType.REQ);
          socket.setLinger(0);
          socket.connect(address);
          socket.send("ping");
          // Some leave before they are connected, some with their ping under way.
          socket.setReceiveTimeOut(i % 3);
          socket.recv();
        }
      }
      try (ZContext context = new ZContext()) {
        ZMQ.Socket socket = context.createSocket(SocketType.REQ);
        socket.setReceiveTimeOut(10_000);
        // JeroMQ's client side now and then forgets a connection (jeromq pull request 1022).
        socket.setHandshakeIvl(500);
        socket.connect(address);
        socket.send("patient");
        assertThat(socket.recvStr()).isEqualTo("patient");
      }
    }
  }

  private static Message send(LiveKernel kernel, String code) {
    return kernel.client.send(Channel.SHELL, "execute_request", ExecuteRequest.of(code).content());
  }

  private static String status(LiveKernel kernel, Message request) {
    return kernel
        .client
        .reply(Channel.SHELL, request, LiveKernel.PATIENCE)
        .content()
        .path("status")
        .asText();
  }

  private static String history(LiveKernel kernel, ObjectNode content) {
    return kernel.ask("history_request", content).path("history").toString();
  }
}
