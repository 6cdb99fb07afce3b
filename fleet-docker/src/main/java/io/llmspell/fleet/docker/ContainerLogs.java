package io.llmspell.fleet.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.LogSource.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What a container has printed, frame by frame, made into lines. */
final class ContainerLogs {
  private final Engine engine;

  ContainerLogs(Engine engine) {
    this.engine = engine;
  }

  void read(Instance instance, OptionalInt tail, boolean follow, Consumer<Line> consumer) {
    try {
      stream(instance, tail, follow, consumer);
    } catch (FleetException e) {
      // Whoever follows a log ends it by interrupting it.
      if (e.code() != ErrorCode.CANCELLED) {
        throw e;
      }
    }
  }

  private void stream(
      Instance instance, OptionalInt tail, boolean follow, Consumer<Line> consumer) {
    engine.stream(
        "read the logs of " + instance.name(),
        docker -> {
          LogContainerCmd command =
              docker
                  .logContainerCmd(instance.handle())
                  .withStdOut(true)
                  .withStdErr(true)
                  .withFollowStream(follow);
          tail.ifPresent(command::withTail);
          try (Lines lines = command.exec(new Lines(consumer))) {
            return lines.awaitCompletion();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return docker;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** A line may come in several frames, and the two streams alternate. */
  private static final class Lines extends ResultCallback.Adapter<Frame> {
    private final Consumer<Line> consumer;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Lines(Consumer<Line> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onNext(Frame frame) {
      boolean error = frame.getStreamType() == StreamType.STDERR;
      ByteArrayOutputStream line = error ? err : out;
      for (byte b : frame.getPayload()) {
        if (b == '\n') {
          end(line, error);
        } else {
          line.write(b);
        }
      }
    }

    @Override
    public void onComplete() {
      if (out.size() > 0) {
        end(out, false);
      }
      if (err.size() > 0) {
        end(err, true);
      }
      super.onComplete();
    }

    private void end(ByteArrayOutputStream line, boolean error) {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      consumer.accept(
          new Line(error, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
    }
  }
}
