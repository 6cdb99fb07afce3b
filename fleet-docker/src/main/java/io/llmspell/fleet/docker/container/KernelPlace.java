package io.llmspell.fleet.docker.container;

import io.llmspell.fleet.model.PortBlock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where, in a container, a kernel finds what the fleet gives it: one volume of its own. The
 * volume's root belongs to root; a folder in it belongs to the kernel, which may have to rewrite
 * its connection file there.
 */
public final class KernelPlace {
  /** Where the volume is mounted. */
  public static final String MOUNT = "/run/fleet";

  /** The kernel's own folder in it. */
  public static final String FOLDER = "kernel";

  public static final String CONNECTION_FILE = "connection.json";
  public static final String CONFIG_FILE = "config.toml";

  private static final String CONNECTION_PATH = MOUNT + "/" + FOLDER + "/" + CONNECTION_FILE;
  private static final String CONFIG_PATH = MOUNT + "/" + FOLDER + "/" + CONFIG_FILE;

  private KernelPlace() {}

  /** The connection file's path in the container. */
  public static String connectionPath() {
    return CONNECTION_PATH;
  }

  /** What images built for the fleet read; others ignore it. */
  static Map<String, String> environment(PortBlock ports, boolean config) {
    Map<String, String> variables =
        new TreeMap<>(
            Map.of(
                "KERNEL_PORT",
                Integer.toString(ports.base()),
                "KERNEL_CONNECTION_FILE",
                CONNECTION_PATH));
    if (config) {
      variables.put("LLMSPELL_CONFIG", CONFIG_PATH);
    }
    return variables;
  }

  /** A kernel's command with its placeholders filled in. */
  static List<String> fillIn(List<String> command, PortBlock ports) {
    return command.stream()
        .map(
            word ->
                word.replace("{connection_file}", CONNECTION_PATH)
                    .replace("{port}", Integer.toString(ports.base())))
        .toList();
  }
}
