package io.llmspell.fleet.process;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.ImageReference;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The programs that stand for images: {@code fleet-kernel} is the embedded kernel, {@code llmspell}
 * is what is called so on the PATH. Looked for anew each time, so a new build is seen.
 */
public final class Programs {
  /** The embedded kernel ends so when its heap is full, see {@code image/java.args}. */
  private static final int JVM_OUT_OF_MEMORY = 3;

  private final Map<String, Supplier<Optional<Program>>> known;

  private Programs(Map<String, Supplier<Optional<Program>>> known) {
    this.known = Map.copyOf(known);
  }

  /** Just these, by the names of the images that they stand for. */
  public static Programs of(Map<String, Program> programs) {
    return new Programs(
        programs.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    Map.Entry::getKey, e -> () -> Optional.of(e.getValue()))));
  }

  /**
   * Those of an installation.
   *
   * @param root with {@code fleet-kernel/target/image/lib} and {@code image/java.args}
   * @param java the program that runs JVMs
   * @param searchPath the caller's {@code PATH}
   */
  public static Programs installed(Path root, Path java, String searchPath) {
    return new Programs(
        Map.of(
            "fleet-kernel",
            () -> embedded(root, java),
            "llmspell",
            () -> onPath("llmspell", searchPath)));
  }

  /** Empty if nothing stands for this image. */
  public Optional<Program> find(ImageReference image) {
    return Optional.ofNullable(known.get(image.name())).flatMap(Supplier::get);
  }

  /**
   * The program that stands for an image.
   *
   * @throws FleetException with {@code IMAGE_UNAVAILABLE} if there is none
   */
  public Program require(ImageReference image) {
    return find(image).orElseThrow(() -> unavailable(image));
  }

  private FleetException unavailable(ImageReference image) {
    String what =
        known.containsKey(image.name())
            ? "the program that stands for image "
                + image
                + " is not here: "
                + (image.name().equals("llmspell")
                    ? "put llmspell on your PATH"
                    : "build it (make build)")
            : "image "
                + image
                + " can't run as a process, only "
                + String.join(" and ", known.keySet().stream().sorted().toList())
                + " can: use a container engine for it (--runtime docker)";
    return new FleetException(ErrorCode.IMAGE_UNAVAILABLE, what);
  }

  private static Optional<Program> embedded(Path root, Path java) {
    Path lib = root.resolve("fleet-kernel").resolve("target").resolve("image").resolve("lib");
    List<Path> jars = jars(lib);
    if (jars.isEmpty()) {
      return Optional.empty();
    }
    String classPath = String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    return Optional.of(
        new Program(
            "program:" + digest(jars),
            memory -> jvm(java, root.resolve("image").resolve("java.args"), classPath, memory),
            // As in the image: glibc keeps an arena a thread otherwise.
            Map.of("MALLOC_ARENA_MAX", "2"),
            OptionalInt.of(JVM_OUT_OF_MEMORY)));
  }

  /** Half of the memory for the heap, as in the image. */
  private static List<String> jvm(
      Path java, Path flags, String classPath, Optional<ByteSize> memory) {
    List<String> words = new ArrayList<>(List.of(java.toString(), "@" + flags));
    memory.ifPresent(limit -> words.add("-Xmx" + Math.max(1, limit.bytes() / 2048) + "k"));
    words.addAll(List.of("-cp", classPath, "io.llmspell.fleet.kernel.Main"));
    return words;
  }

  private static List<Path> jars(Path lib) {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException notBuilt) {
      return List.of();
    }
  }

  private static Optional<Program> onPath(String name, String searchPath) {
    return Stream.of(searchPath.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> Program.of("program:" + digest(List.of(file)), List.of(file.toString())));
  }

  /** Of names, sizes and times: reading it all would take longer than starting it. */
  private static String digest(List<Path> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        String facts =
            file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        digest.update(facts.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.IMAGE_UNAVAILABLE, "can't look at " + files + ": " + e + "; try again", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
