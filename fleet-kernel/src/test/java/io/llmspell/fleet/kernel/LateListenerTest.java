package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.jupyter.Endpoints;
import io.llmspell.fleet.jupyter.ExecuteRequest;
import io.llmspell.fleet.jupyter.Frames;
import io.llmspell.fleet.jupyter.MalformedMessageException;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.jupyter.Wire;
import io.llmspell.fleet.model.ConnectionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Clients whose subscription arrives after their first cell. */
class LateListenerTest {
  /** JeroMQ forgets about a new connection now and then (github.com/zeromq/jeromq/pull/1022). */
  private static final int HANDSHAKE_MILLIS = 200;

  private final LiveKernel live = LiveKernel.lua();
  private final ConnectionInfo connection = live.kernel.connection();
  private final Wire wire = new Wire(LiveKernel.KEY);
  private final ZMQ.Context context = ZMQ.context(1);
  private final String session = UUID.randomUUID().toString();
  private final ZMQ.Socket shell = connect(SocketType.DEALER, connection.shell());

  /** Or the client that came with the kernel would have a subscription to lend. */
  @BeforeEach
  void nobodyElseListensUnused() {
    live.run("");
  }

  @AfterEach
  void end() {
    shell.close();
    context.close();
    live.close();
  }

  @Test
  void whatTheFirstCellPrintsReachesAClientThatIsLateToListen() throws Exception {
    Message cell = send("execute_request", "print('not lost')");
    Message info = send("kernel_info_request", "");
    Message another = send(UUID.randomUUID().toString(), "kernel_info_request", "");
    assertThat(receive(shell).parentId())
        .as("answered although it came after the cell, so the cell is there and held back")
        .isEqualTo(another.id());
    ZMQ.Socket iopub = connect(SocketType.SUB, connection.iopub());
    try (iopub) {
      iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
      List<String> published = new ArrayList<>();
      while (!published.contains("status")) {
        Message message = receive(iopub);
        if (message.parentId().equals(cell.id())
            && !message.content().path("execution_state").asText().equals("busy")) {
          published.add(message.type());
        }
      }
      assertThat(published).contains("execute_input", "stream", "status");
    }
    assertThat(List.of(receive(shell).parentId(), receive(shell).parentId()))
        .as("in the order in which they were asked")
        .containsExactly(cell.id(), info.id());
  }

  @Test
  void aClientThatNeverListensIsServedAllTheSame() throws Exception {
    Message cell = send("execute_request", "answer = 42");
    assertThat(receive(shell).parentId()).isEqualTo(cell.id());
    assertThat(live.value("answer")).isEqualTo("42");
  }

  @Test
  void whoOnlyAsksWhatTheKernelIsNeedNotListen() throws Exception {
    Message info = send("kernel_info_request", "");
    assertThat(receive(shell).parentId()).isEqualTo(info.id());
  }

  private Message send(String type, String code) {
    return send(session, type, code);
  }

  private Message send(String from, String type, String code) {
    Message message = Message.request(from, type, ExecuteRequest.of(code).content());
    Frames.send(shell, wire.encode(message));
    return message;
  }

  private Message receive(ZMQ.Socket socket) throws MalformedMessageException {
    socket.setReceiveTimeOut((int) LiveKernel.PATIENCE.toMillis());
    List<byte[]> frames = Frames.receive(socket);
    assertThat(frames).as("something within " + LiveKernel.PATIENCE).isNotEmpty();
    return wire.decode(frames);
  }

  private ZMQ.Socket connect(SocketType type, int port) {
    ZMQ.Socket socket = context.socket(type);
    socket.setLinger(0);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    socket.connect(Endpoints.tcp(connection.ip(), port));
    return socket;
  }
}
