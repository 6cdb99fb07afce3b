package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.KernelClient;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.kernel.language.Completeness;
import io.llmspell.fleet.kernel.language.Completions;
import io.llmspell.fleet.kernel.language.Console;
import io.llmspell.fleet.kernel.language.Language;
import io.llmspell.fleet.kernel.language.LanguageInfo;
import io.llmspell.fleet.kernel.language.Outcome;
import io.llmspell.fleet.model.ConnectionInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A look at names or code that takes for ever, as user code could have it. */
class LookTest {

  @ParameterizedTest
  @ValueSource(strings = {"inspect_request", "complete_request", "is_complete_request"})
  void canBeInterrupted(String type) throws InterruptedException {
    ConnectionInfo wanted =
        new ConnectionInfo(
            "127.0.0.1", 0, 0, 0, 0, 0, "k", ConnectionInfo.HMAC_SHA256, Optional.empty());
    CountDownLatch looking = new CountDownLatch(1);
    try (Kernel kernel =
            Kernel.start(
                wanted,
                console -> new Endless(console, looking),
                Optional.empty(),
                Log.to(Log.Level.ERROR));
        KernelClient client = KernelClient.connect(kernel.connection())) {
      client.awaitReady(LiveKernel.PATIENCE);
      Message look = client.send(Channel.SHELL, type, Message.object().put("code", "x"));
      assertThat(looking.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(kernel.interrupt()).isTrue();
      assertThat(client.reply(Channel.SHELL, look, LiveKernel.PATIENCE).content().has("status"))
          .isTrue();
    }
  }

  /** Looks until it is told to stop. */
  private record Endless(Console console, CountDownLatch looking) implements Language {
    @Override
    public LanguageInfo info() {
      return new LanguageInfo("endless", "1", "text/plain", ".txt");
    }

    @Override
    public Outcome execute(String code, String name) {
      return new Outcome.Done(Optional.empty());
    }

    @Override
    public Completeness completeness(String code) {
      look();
      return Completeness.INVALID;
    }

    @Override
    public Completions complete(String code, int cursor) {
      look();
      return new Completions(List.of(), 0, 0);
    }

    @Override
    public Optional<String> inspect(String code, int cursor) {
      look();
      return Optional.empty();
    }

    private void look() {
      looking.countDown();
      while (console.interruption().isEmpty()) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {}
  }
}
