package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.PortBlock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Connection files: made for kernels, read back from them, and put where clients find them. */
final class Connections {
  /** As many bytes as HMAC-SHA256 has use for. */
  private static final int KEY_BYTES = 32;

  /** A kernel in a container listens on all of its addresses. */
  private static final String ANY_ADDRESS = "0.0.0.0";

  /** On the host's own network, everybody could reach it there. */
  private static final String LOOPBACK = "127.0.0.1";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Surroundings around;

  /** Of kernels that were just started, by their names, until the first wait for each asks. */
  private final Map<String, ConnectionInfo> given = new ConcurrentHashMap<>();

  Connections(Surroundings around) {
    this.around = around;
  }

  /** Makes the file for a kernel that is given one, with a new key. */
  Function<PortBlock, byte[]> forKernel(String kernelName, Networking networking) {
    byte[] bytes = new byte[KEY_BYTES];
    RANDOM.nextBytes(bytes);
    String key = HexFormat.of().formatHex(bytes);
    String ip = networking.mode().filter("host"::equals).isPresent() ? LOOPBACK : ANY_ADDRESS;
    return ports -> {
      ConnectionInfo connection = ConnectionInfo.of(ip, ports, key, kernelName);
      given.put(kernelName, connection);
      return around.protocol().encode(connection);
    };
  }

  /**
   * How to reach a kernel from here that was given its file just now; the engine, which takes its
   * time to look into a container, need not be asked. Empty the second time.
   */
  Optional<ConnectionInfo> justGiven(Instance kernel) {
    return Optional.ofNullable(given.remove(kernel.id().value()))
        .flatMap(connection -> kernel.host().map(connection::withIp));
  }

  /**
   * How to reach a kernel from here.
   *
   * @return empty if it has no connection file yet or no address
   */
  Optional<ConnectionInfo> of(Instance kernel) {
    if (kernel.host().isEmpty()) {
      return Optional.empty();
    }
    return asWritten(kernel).map(c -> c.withIp(kernel.host().get()));
  }

  /**
   * How to reach a kernel from here.
   *
   * @throws FleetException with {@code UNSUPPORTED} for a plain container, with {@code NOT_READY}
   *     for a kernel that does not run, can't be reached or has no connection file yet
   */
  ConnectionInfo require(Instance kernel) {
    if (!kernel.isKernel()) {
      throw Diagnosis.notAKernel(kernel);
    }
    if (!kernel.isRunning()) {
      String cause = kernel.exit().map(e -> ": " + e.cause()).orElse("");
      throw new FleetException(
          ErrorCode.NOT_READY, kernel.name() + " does not run" + cause + "; `up` starts it anew");
    }
    return of(kernel)
        .orElseThrow(
            () ->
                new FleetException(
                    ErrorCode.NOT_READY,
                    kernel.host().isPresent()
                        ? kernel.name() + " has written no connection file yet: try again"
                        : kernel.name() + ": " + Diagnosis.UNREACHABLE));
  }

  /**
   * How this user has last reached a kernel. Costs nothing, where the engine takes its time to look
   * into a container; but a kernel that somebody restarted, or that another user replaced, is not
   * reached so. Only one that answers with a signature made with the same key is surely meant.
   */
  Optional<ConnectionInfo> remembered(Instance kernel) {
    return kernel
        .host()
        .flatMap(
            host ->
                around
                    .home()
                    .readConnectionFile(kernel.name(), kernel.createdAt())
                    .flatMap(this::decode)
                    .filter(connection -> !connection.key().isEmpty())
                    .map(connection -> connection.withIp(host)));
  }

  /** The file as the kernel has it; empty while there is none, or only half of one. */
  Optional<ConnectionInfo> asWritten(Instance kernel) {
    return around.runtime().connectionFile(kernel).flatMap(this::decode);
  }

  /** Writes the file for this user's clients. */
  Path publish(Instance kernel, ConnectionInfo connection) {
    return around.home().writeConnectionFile(kernel.name(), around.protocol().encode(connection));
  }

  private Optional<ConnectionInfo> decode(byte[] content) {
    try {
      return Optional.of(around.protocol().decode(content));
    } catch (FleetException e) {
      if (e.code() == ErrorCode.INVALID_FILE) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
