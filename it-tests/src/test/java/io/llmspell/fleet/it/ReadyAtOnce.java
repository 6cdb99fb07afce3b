package io.llmspell.fleet.it;

import io.llmspell.fleet.jupyter.ZmqKernelProtocol;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.runtime.KernelProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Takes every program for a kernel that answers, so that any image will do. */
final class ReadyAtOnce implements KernelProtocol {
  private final KernelProtocol files = new ZmqKernelProtocol();

  @Override
  public byte[] encode(ConnectionInfo connection) {
    return files.encode(connection);
  }

  @Override
  public ConnectionInfo decode(byte[] content) {
    return files.decode(content);
  }

  @Override
  public Health await(ConnectionInfo connection, Duration patience, BooleanSupplier abandoned) {
    return Health.HEALTHY;
  }

  @Override
  public List<Answer> probeAll(List<ConnectionInfo> connections, Duration patience) {
    return connections.stream().map(c -> new Answer(Health.HEALTHY, Optional.empty())).toList();
  }

  @Override
  public boolean interrupt(ConnectionInfo connection, Duration patience) {
    return true;
  }

  @Override
  public Listening listen(ConnectionInfo connection, Consumer<Sign> heard) {
    return () -> {};
  }

  @Override
  public void close() {
    files.close();
  }
}
