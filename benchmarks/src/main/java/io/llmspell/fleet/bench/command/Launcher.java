package io.llmspell.fleet.bench.command;

import io.llmspell.fleet.bench.measure.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** The launcher script without what it launches. */
public final class Launcher {
  private Launcher() {}

  /**
   * The same command with a Java that ends at once. Only for a command that has run before: its
   * launcher must have nothing to build.
   */
  public static Program alone(Program command, Path folder) {
    try {
      Path home = folder.resolve("no-java");
      Files.createDirectories(home.resolve("bin"));
      Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.0\"\n");
      Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nexit 0\n");
      Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
      Map<String, String> environment = new HashMap<>(command.environment());
      environment.put("JAVA_HOME", home.toString());
      return new Program(command.words(), environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
