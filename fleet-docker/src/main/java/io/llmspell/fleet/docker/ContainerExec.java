package io.llmspell.fleet.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.ExecSource.Program;
import io.llmspell.fleet.runtime.ExecSource.Size;
import io.llmspell.fleet.runtime.ExecSource.Streams;
import io.llmspell.fleet.runtime.TerminalSize;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs further programs in a container. */
final class ContainerExec {
  private final Engine engine;

  ContainerExec(Engine engine) {
    this.engine = engine;
  }

  int run(Instance instance, Program program, Streams streams) {
    String doing = "run " + program.words().get(0) + " in " + instance.name();
    String id =
        engine.changeOnce(
            doing, docker -> create(docker.execCreateCmd(instance.handle()), program));
    engine.stream(doing, docker -> attach(docker, id, program, streams));
    return engine.read(doing, "/exec/" + id + "/json").path("ExitCode").asInt(-1);
  }

  private static String create(ExecCreateCmd create, Program program) {
    create
        .withCmd(program.words().toArray(String[]::new))
        .withAttachStdin(true)
        .withAttachStdout(true)
        .withAttachStderr(true)
        .withTty(program.terminal().isPresent())
        .withEnv(
            program.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList());
    program.user().ifPresent(create::withUser);
    program.folder().ifPresent(create::withWorkingDir);
    return create.exec().getId();
  }

  private static boolean attach(DockerClient docker, String id, Program program, Streams streams) {
    try (Output output =
        docker
            .execStartCmd(id)
            .withDetach(false)
            .withTty(program.terminal().isPresent())
            .withStdIn(streams.in())
            .exec(new Output(streams))) {
      TerminalSize.follow(program.terminal(), size -> resize(docker, id, size), output::awaitEnd);
      output.awaitCompletion();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FleetException(ErrorCode.CANCELLED, "interrupted; the program goes on", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** False for a program that does not run yet, or any more. */
  private static boolean resize(DockerClient docker, String id, Size size) {
    try {
      docker.resizeExecCmd(id).withSize(size.rows(), size.columns()).exec();
      return true;
    } catch (DockerException e) {
      return false;
    }
  }

  /** What the program prints, handed on as it comes. */
  private static final class Output extends ResultCallback.Adapter<Frame> {
    private final Streams streams;
    private final CountDownLatch end = new CountDownLatch(1);

    Output(Streams streams) {
      this.streams = streams;
    }

    @Override
    public void onNext(Frame frame) {
      OutputStream target =
          frame.getStreamType() == StreamType.STDERR ? streams.err() : streams.out();
      try {
        target.write(frame.getPayload());
        target.flush();
      } catch (IOException e) {
        onError(e);
      }
    }

    @Override
    public void onComplete() {
      super.onComplete();
      end.countDown();
    }

    @Override
    public void onError(Throwable failure) {
      super.onError(failure);
      end.countDown();
    }

    /**
     * Whether it has ended by then. docker-java's own wait with a limit breaks the connection off.
     */
    boolean awaitEnd(Duration patience) throws InterruptedException {
      return end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
