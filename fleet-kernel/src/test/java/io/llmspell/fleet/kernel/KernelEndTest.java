package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.KernelClient;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.model.ConnectionInfo;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a kernel ends, and how it does not start. */
class KernelEndTest {
  @ParameterizedTest
  @EnumSource(
      value = Channel.class,
      names = {"SHELL", "CONTROL"})
  void endsOnAShutdownRequest(Channel channel) throws InterruptedException {
    try (LiveKernel kernel = LiveKernel.lua()) {
      Message reply =
          kernel.client.request(
              channel,
              "shutdown_request",
              Message.object().put("restart", true),
              LiveKernel.PATIENCE);
      assertThat(reply.type()).isEqualTo("shutdown_reply");
      assertThat(reply.content().path("restart").asBoolean()).isTrue();
      kernel.kernel.awaitEnd();
    }
  }

  @Test
  void endsWhileACellRunsAndFreesItsPorts() {
    ConnectionInfo connection;
    try (LiveKernel kernel = LiveKernel.lua()) {
      kernel.start("print('x') while true do pcall(function() while true do end end) end");
      connection = kernel.kernel.connection();
    }
    try (Kernel next = again(connection);
        KernelClient client = KernelClient.connect(next.connection())) {
      client.awaitReady(LiveKernel.PATIENCE);
    }
  }

  @Test
  void saysThatItsInterpreterDoesNotStart() {
    ConnectionInfo free;
    try (LiveKernel kernel = LiveKernel.lua()) {
      free = kernel.kernel.connection();
    }
    assertThatExceptionOfType(FleetException.class)
        .isThrownBy(
            () ->
                Kernel.start(
                    free,
                    console -> {
                      throw new UnsatisfiedLinkError("no library here");
                    },
                    Optional.empty(),
                    Log.to(Log.Level.ERROR)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
        .withMessageContaining("no library here");
  }

  @Test
  void saysWhichPortIsTaken() {
    try (LiveKernel kernel = LiveKernel.lua()) {
      assertThatExceptionOfType(FleetException.class)
          .isThrownBy(() -> again(kernel.kernel.connection()))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
          .withMessageContaining("" + kernel.kernel.connection().shell());
    }
  }

  private static Kernel again(ConnectionInfo connection) {
    return Kernel.start(
        connection,
        Main.interpreter(KernelConfig.LanguageName.LUA),
        Optional.empty(),
        Log.to(Log.Level.ERROR));
  }
}
