package io.llmspell.fleet.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.runtime.KernelProtocol.Answer;
import io.llmspell.fleet.runtime.KernelProtocol.Listening;
import io.llmspell.fleet.runtime.KernelProtocol.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

class ZmqKernelProtocolTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);

  private final ZmqKernelProtocol protocol = new ZmqKernelProtocol();

  @AfterEach
  void close() {
    protocol.close();
  }

  @Test
  void loadingAheadLeavesNoThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    ZmqKernelProtocol.loadAhead();
    assertThat(Thread.getAllStackTraces().keySet()).filteredOn(Thread::isAlive).isSubsetOf(before);
  }

  @Test
  void findsAnIdleKernelHealthyWithoutUsingUpThePatience() {
    try (FakeKernel kernel = FakeKernel.idle()) {
      long start = System.nanoTime();
      assertThat(health(kernel.connection(), LONG)).isEqualTo(Health.HEALTHY);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
    }
  }

  @Test
  void findsAKernelBusyThatAnswersOnlyItsHeartbeat() {
    try (FakeKernel kernel = FakeKernel.busy()) {
      assertThat(health(kernel.connection(), SHORT)).isEqualTo(Health.BUSY);
    }
  }

  @Test
  void measuresTheHeartbeatAndKnowsNoneWhereNoEchoCame() {
    try (FakeKernel kernel = FakeKernel.busy()) {
      Duration echo = protocol.probe(kernel.connection(), SHORT).heartbeat().orElseThrow();
      assertThat(echo).isPositive().isLessThanOrEqualTo(SHORT);
    }
    assertThat(protocol.probe(nobody(), SHORT).heartbeat()).isEmpty();
  }

  @Test
  void aKernelWithoutAHeartbeatIsHealthyAndHasNoLatency() {
    try (FakeKernel kernel = FakeKernel.idle();
        ZMQ.Context context = ZMQ.context(1);
        ZMQ.Socket mute = context.socket(SocketType.ROUTER)) {
      ConnectionInfo c = kernel.connection();
      ConnectionInfo other =
          new ConnectionInfo(
              c.ip(),
              c.shell(),
              c.iopub(),
              c.stdin(),
              c.control(),
              mute.bindToRandomPort("tcp://127.0.0.1"),
              c.key(),
              c.signatureScheme(),
              c.kernelName());
      assertThat(protocol.probe(other, LONG))
          .isEqualTo(new Answer(Health.HEALTHY, Optional.empty()));
    }
  }

  @Test
  void findsNothingUnresponsive() {
    assertThat(health(nobody(), SHORT)).isEqualTo(Health.UNRESPONSIVE);
  }

  @Test
  void findsAKernelWithAnotherKeyBusyAndNotHealthy() {
    try (FakeKernel kernel = FakeKernel.idle()) {
      ConnectionInfo c = kernel.connection();
      ConnectionInfo other =
          new ConnectionInfo(
              c.ip(),
              c.shell(),
              c.iopub(),
              c.stdin(),
              c.control(),
              c.heartbeat(),
              "another key",
              c.signatureScheme(),
              c.kernelName());
      assertThat(health(other, SHORT)).isEqualTo(Health.BUSY);
    }
  }

  @Test
  void answersForManyKernelsInTheirOrder() {
    List<FakeKernel> kernels = new ArrayList<>();
    try {
      List<ConnectionInfo> connections = new ArrayList<>();
      List<Health> expected = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        FakeKernel kernel = i % 3 == 1 ? FakeKernel.busy() : FakeKernel.idle();
        kernels.add(kernel);
        connections.add(i % 3 == 2 ? nobody() : kernel.connection());
        expected.add(List.of(Health.HEALTHY, Health.BUSY, Health.UNRESPONSIVE).get(i % 3));
      }
      assertThat(protocol.probeAll(connections, Duration.ofSeconds(3)))
          .extracting(Answer::health)
          .isEqualTo(expected);
    } finally {
      kernels.forEach(FakeKernel::close);
    }
  }

  @Test
  void asksSixtyAtOnceAndReturnsWhenAllHaveAnswered() {
    try (FakeKernel kernel = FakeKernel.idle()) {
      List<ConnectionInfo> connections = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        connections.add(kernel.connection());
      }
      long start = System.nanoTime();
      assertThat(protocol.probeAll(connections, LONG))
          .hasSize(60)
          .allMatch(a -> a.health() == Health.HEALTHY && a.heartbeat().isPresent());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
      assertThat(kernel.questions.get()).isEqualTo(60);
    }
  }

  @Test
  void waitsForAKernelThatStartsLate() throws Exception {
    ConnectionInfo place = nobody();
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    CompletableFuture<Health> health =
        CompletableFuture.supplyAsync(() -> protocol.await(place, LONG, saying(waiting)));
    waiting.get(10, TimeUnit.SECONDS);
    try (FakeKernel kernel = FakeKernel.idleAt(place)) {
      assertThat(health.get(15, TimeUnit.SECONDS)).isEqualTo(Health.HEALTHY);
      assertThat(kernel.questions.get()).isEqualTo(1);
    }
  }

  @Test
  void stopsWaitingWhenAbandoned() {
    assertThat(protocol.await(nobody(), Duration.ofDays(400), () -> true))
        .isEqualTo(Health.UNRESPONSIVE);
  }

  @Test
  void answersSeveralThreadsAtOnce() {
    try (FakeKernel kernel = FakeKernel.idle()) {
      List<CompletableFuture<Health>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(CompletableFuture.supplyAsync(() -> health(kernel.connection(), LONG)));
      }
      assertThat(answers).allSatisfy(a -> assertThat(a.join()).isEqualTo(Health.HEALTHY));
    }
  }

  @Test
  void endsQuestionsUnderWayWhenClosed() throws Exception {
    CompletableFuture<Boolean> asking = new CompletableFuture<>();
    CompletableFuture<Health> health =
        CompletableFuture.supplyAsync(() -> protocol.await(nobody(), LONG, saying(asking)));
    asking.get(10, TimeUnit.SECONDS);
    protocol.close();
    assertThat(health.get(10, TimeUnit.SECONDS)).isEqualTo(Health.UNRESPONSIVE);
    assertThatThrownBy(() -> protocol.probe(nobody(), SHORT))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void endsEarlyInAnInterruptedThreadAndLeavesItInterrupted() {
    ConnectionInfo nobody = nobody();
    Thread.currentThread().interrupt();
    Health health = health(nobody, Duration.ofDays(1));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(health).isEqualTo(Health.UNRESPONSIVE);
  }

  @Test
  void endsAWaitWhenItsThreadIsInterrupted() throws Exception {
    CompletableFuture<Boolean> asking = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              protocol.await(nobody(), Duration.ofDays(1), saying(asking));
              interrupted.complete(Thread.interrupted());
            });
    waiting.start();
    asking.get(10, TimeUnit.SECONDS);
    waiting.interrupt();
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void hearsWorkAndTellsItFromQuestions() throws Exception {
    try (FakeKernel kernel = FakeKernel.idle();
        KernelClient client = KernelClient.connect(kernel.connection())) {
      BlockingQueue<Sign> signs = new LinkedBlockingQueue<>();
      Listening listening = protocol.listen(kernel.connection(), signs::add);
      List<Sign> heard = new ArrayList<>();
      while (heard.isEmpty()) {
        assertThat(health(kernel.connection(), LONG)).isEqualTo(Health.HEALTHY);
        Optional.ofNullable(signs.poll(100, TimeUnit.MILLISECONDS)).ifPresent(heard::add);
      }
      client.send(Channel.SHELL, "execute_request", ExecuteRequest.of("1").content());
      while (heard.get(heard.size() - 1) != Sign.IDLE) {
        heard.add(Objects.requireNonNull(signs.poll(20, TimeUnit.SECONDS)));
      }
      assertThat(heard).startsWith(Sign.ALIVE).endsWith(Sign.BUSY, Sign.IDLE);
      assertThat(heard).filteredOn(sign -> sign != Sign.ALIVE).hasSize(2);
      listening.close();
      listening.close();
    }
  }

  @Test
  void hearsNothingOfAKernelWithAnotherKey() throws Exception {
    try (FakeKernel kernel = FakeKernel.idle()) {
      ConnectionInfo c = kernel.connection();
      ConnectionInfo other =
          new ConnectionInfo(
              c.ip(),
              c.shell(),
              c.iopub(),
              c.stdin(),
              c.control(),
              c.heartbeat(),
              "another key",
              c.signatureScheme(),
              c.kernelName());
      BlockingQueue<Sign> strangers = new LinkedBlockingQueue<>();
      BlockingQueue<Sign> own = new LinkedBlockingQueue<>();
      protocol.listen(other, strangers::add);
      protocol.listen(c, own::add);
      while (own.size() < 6) {
        protocol.probe(c, LONG);
      }
      assertThat(strangers).isEmpty();
    }
  }

  @Test
  void listensToNothingOnceItIsClosed() {
    ConnectionInfo nobody = nobody();
    protocol.listen(nobody, sign -> {});
    protocol.close();
    assertThatThrownBy(() -> protocol.listen(nobody, sign -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void confirmsAnInterrupt() {
    try (FakeKernel kernel = FakeKernel.idle()) {
      assertThat(protocol.interrupt(kernel.connection(), LONG)).isTrue();
    }
  }

  @Test
  void confirmsNoInterruptThatNobodyAnswered() {
    assertThat(protocol.interrupt(nobody(), SHORT)).isFalse();
  }

  private Health health(ConnectionInfo connection, Duration patience) {
    return protocol.probe(connection, patience).health();
  }

  /** Never gives up, but says that it was asked. */
  private static BooleanSupplier saying(CompletableFuture<Boolean> asked) {
    return () -> {
      asked.complete(true);
      return false;
    };
  }

  /** Where a kernel was until just now. */
  private static ConnectionInfo nobody() {
    try (FakeKernel kernel = FakeKernel.idle()) {
      return kernel.connection();
    }
  }

  @Test
  void readsAndWritesConnectionFiles() {
    ConnectionInfo c =
        new ConnectionInfo("::1", 1, 2, 3, 4, 5, "", ConnectionInfo.HMAC_SHA256, Optional.empty());
    assertThat(protocol.decode(protocol.encode(c))).isEqualTo(c);
  }
}
