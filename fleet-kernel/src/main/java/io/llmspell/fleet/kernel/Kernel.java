package io.llmspell.fleet.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.kernel.language.Console;
import io.llmspell.fleet.kernel.language.Interruption;
import io.llmspell.fleet.kernel.language.Language;
import io.llmspell.fleet.model.ConnectionInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A running kernel: two threads, one that receives and one that executes. Safe to use from several
 * threads.
 */
public final class Kernel implements AutoCloseable {
  /** Interpreters recurse deeply; only what is touched costs memory. */
  private static final long EXECUTOR_STACK = 8L << 20;

  private static final long LANGUAGE_START_SECONDS = 60;
  private static final long END_SECONDS = 2;

  private final String session = UUID.randomUUID().toString();
  private final Outbox outbox = new Outbox(session);
  private final Interrupts interrupts;
  private final StandardInput input;
  private final Sockets sockets;
  private final Reception reception;
  private final Log log;
  private final Thread receiving;
  private final Thread executing;
  private final CompletableFuture<Shell> shell = new CompletableFuture<>();
  private final CompletableFuture<Replies> replies = new CompletableFuture<>();
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile Optional<FleetException> failure = Optional.empty();

  private Kernel(
      ConnectionInfo wanted,
      Function<Console, Language> language,
      Optional<Duration> limit,
      Log log) {
    this.log = log;
    interrupts = new Interrupts(limit);
    input = new StandardInput(session, outbox, interrupts);
    sockets = Sockets.bind(wanted);
    reception = new Reception(sockets, outbox, log);
    receiving = new Thread(this::receive, "reception");
    executing = new Thread(null, () -> serve(language), "execution", EXECUTOR_STACK);
    receiving.setDaemon(true);
    executing.setDaemon(true);
  }

  /**
   * Binds a kernel's sockets and starts it. Blocks until the interpreter is there.
   *
   * @param wanted where to bind, and the key; port 0 means any free one
   * @param language makes the interpreter, in the thread that will use it
   * @param limit how long one execution may take
   * @throws FleetException with {@code CONFLICT}, if a port is taken; with {@code INTERNAL}, if the
   *     interpreter can't start
   */
  static Kernel start(
      ConnectionInfo wanted,
      Function<Console, Language> language,
      Optional<Duration> limit,
      Log log) {
    Kernel kernel = new Kernel(wanted, language, limit, log);
    kernel.executing.start();
    Shell shell = kernel.awaitInterpreter();
    Replies replies = kernel.replies.join();
    kernel.reception.on(Channel.SHELL, shell::received);
    kernel.reception.on(Channel.STDIN, kernel.input::received);
    kernel.reception.on(Channel.CONTROL, request -> kernel.control(request, replies));
    kernel.receiving.start();
    replies.status(kernel.nothing(), "starting");
    return kernel;
  }

  /** Where it is bound, and its key. */
  public ConnectionInfo connection() {
    return sockets.connection();
  }

  /**
   * Interrupts the cell that runs.
   *
   * @return whether one does
   */
  public boolean interrupt() {
    return interrupts.request(Interruption.ASKED);
  }

  /** Asks it to end; returns at once. */
  public void end() {
    ending.countDown();
  }

  /**
   * Blocks until somebody asks it to end: a client, or {@link #end}.
   *
   * @throws FleetException with {@code INTERNAL}, if it has to end since something in it has failed
   */
  public void awaitEnd() throws InterruptedException {
    ending.await();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /**
   * Ends it: stops the cell that runs, sends what is to be sent and frees the ports. Blocks for at
   * most a few seconds; a cell that is stuck in native code is left behind.
   */
  @Override
  public void close() {
    end();
    interrupts.request(Interruption.ENDING);
    try {
      if (shell.isDone() && !shell.isCompletedExceptionally()) {
        shell.join().end(nothing());
        executing.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
      }
      if (receiving.isAlive()) {
        reception.end(
            nothing()
                .publication(session, "status", Message.object().put("execution_state", "idle")));
        receiving.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Function<Console, Language> maker) {
    Executor.CellConsole console = new Executor.CellConsole(outbox, input, interrupts);
    try (Language language = maker.apply(console)) {
      Replies answers = new Replies(session, outbox, language.info());
      History history = new History();
      Executor executor = new Executor(language, answers, interrupts, history, console);
      Shell serving =
          new Shell(
              answers,
              language,
              executor,
              history,
              log,
              request -> shutDown(Channel.SHELL, request, answers));
      replies.complete(answers);
      shell.complete(serving);
      serving.serve();
    } catch (RuntimeException | Error e) {
      // With half a kernel nobody is served; the process says so and ends.
      fail("The interpreter has failed: " + e, e);
      replies.completeExceptionally(e);
      shell.completeExceptionally(e);
    }
  }

  private void receive() {
    try {
      reception.run();
    } catch (RuntimeException | Error e) {
      fail("The sockets have failed: " + e, e);
    }
  }

  private void fail(String message, Throwable cause) {
    OutOfMemory.haltIfOut(cause);
    failure = Optional.of(new FleetException(ErrorCode.INTERNAL, message, cause));
    log.error(message);
    end();
  }

  private Shell awaitInterpreter() {
    try {
      return shell.orTimeout(LANGUAGE_START_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      sockets.close();
      throw failure.orElseGet(
          () -> new FleetException(ErrorCode.INTERNAL, "The interpreter does not start", e));
    }
  }

  /** Runs in the receiving thread, while a cell may run in the other. */
  private void control(Message request, Replies answers) {
    answers.status(request, "busy");
    switch (request.type()) {
      case "interrupt_request" -> {
        log.debug(interrupt() ? "interrupted" : "interrupt dropped: nothing runs");
        answers.reply(Channel.CONTROL, request, Message.object().put("status", "ok"));
      }
      case "kernel_info_request" -> answers.reply(Channel.CONTROL, request, answers.kernelInfo());
      case "debug_request" -> answers.reply(Channel.CONTROL, request, Replies.noDebugger(request));
      case "shutdown_request" -> shutDown(Channel.CONTROL, request, answers);
      default -> answers.reply(Channel.CONTROL, request, Replies.unsupported(request));
    }
    answers.status(request, "idle");
  }

  private void shutDown(Channel channel, Message request, Replies answers) {
    ObjectNode content =
        Message.object()
            .put("status", "ok")
            .put("restart", request.content().path("restart").asBoolean());
    answers.reply(channel, request, content);
    answers.publish(request, "shutdown_reply", content);
    log.info("a client has asked for the end");
    end();
  }

  /** The parent of what nobody has caused. */
  private Message nothing() {
    return new Message(
        List.of(),
        Message.object(),
        Message.object(),
        Message.object(),
        Message.object(),
        List.of());
  }
}
