package io.llmspell.fleet.model;

import java.util.Optional;

/**
 * What a Jupyter connection file says: how to reach a kernel and the key that signs its messages.
 *
 * @param ip the address to connect to (in a file given to a kernel: to bind)
 * @param shell TCP port, as are the other four
 * @param key the HMAC key, used as the bytes of its text; never printed by {@link #toString()}
 * @param signatureScheme {@code hmac-sha256}
 * @param kernelName what the file calls the kernel, if it does
 */
public record ConnectionInfo(
    String ip,
    int shell,
    int iopub,
    int stdin,
    int control,
    int heartbeat,
    String key,
    String signatureScheme,
    Optional<String> kernelName) {

  /** The scheme that every Jupyter client speaks. */
  public static final String HMAC_SHA256 = "hmac-sha256";

  /** Over the five ports of a block, in its order. */
  public static ConnectionInfo of(String ip, PortBlock ports, String key, String kernelName) {
    return new ConnectionInfo(
        ip,
        ports.shell(),
        ports.iopub(),
        ports.stdin(),
        ports.control(),
        ports.heartbeat(),
        key,
        HMAC_SHA256,
        Optional.of(kernelName));
  }

  /** The same kernel seen from elsewhere. */
  public ConnectionInfo withIp(String other) {
    return new ConnectionInfo(
        other, shell, iopub, stdin, control, heartbeat, key, signatureScheme, kernelName);
  }

  /** Everything but the key. */
  @Override
  public String toString() {
    return "ConnectionInfo["
        + ip
        + ":"
        + shell
        + ","
        + iopub
        + ","
        + stdin
        + ","
        + control
        + ","
        + heartbeat
        + "]";
  }
}
