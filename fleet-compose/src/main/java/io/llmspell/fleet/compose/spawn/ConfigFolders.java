package io.llmspell.fleet.compose.spawn;

import io.llmspell.fleet.compose.KernelConfigs;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where kernels' configs are.
 *
 * @param paths where a relative path to a config begins; absent: only names are taken
 * @param folders of configs that have names, the nearest first; one at least
 */
public record ConfigFolders(Optional<Path> paths, List<Path> folders) {
  static final String USUAL_LANGUAGE = "lua";

  public ConfigFolders {
    folders = List.copyOf(folders);
  }

  private static Stream<Path> candidates(Path folder, String wanted) {
    return Stream.of(folder.resolve(wanted), folder.resolve(wanted + ".toml"));
  }

  /** A name is never the way out of a folder of configs, as a path may be. */
  private static Stream<Path> inside(Path folder, String name) {
    Path whole = folder.toAbsolutePath().normalize();
    return candidates(folder, name)
        .filter(file -> file.toAbsolutePath().normalize().startsWith(whole));
  }

  /**
   * The config that is meant.
   *
   * @param config as it was asked for; absent: that of the language
   * @throws FleetException with {@code NOT_FOUND} if there is none
   */
  Path find(Optional<String> config, Optional<String> language) {
    String wanted =
        config.orElseGet(() -> language.filter(l -> !l.equals(USUAL_LANGUAGE)).orElse("default"));
    Stream<Path> named = folders.stream().flatMap(f -> inside(f, wanted));
    return Stream.concat(paths.stream().flatMap(from -> candidates(from, wanted)), named)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(found -> found.toAbsolutePath().normalize())
        .orElseThrow(
            () ->
                new FleetException(
                    ErrorCode.NOT_FOUND,
                    config.isPresent() || language.isEmpty()
                        ? noConfig(wanted)
                        : noLanguage(wanted)));
  }

  private String noConfig(String wanted) {
    String unknown = "there is no config '" + wanted + "': ";
    return paths.isPresent()
        ? unknown + "name a file, or one in " + folders.get(folders.size() - 1)
        : unknown + "there are " + String.join(", ", names());
  }

  private String noLanguage(String wanted) {
    return "there is no kernel for '"
        + wanted
        + "': there are "
        + String.join(", ", languages())
        + "; for another, name a config";
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    all(file -> names.add(file.getFileName().toString().replaceFirst("\\.toml$", "")));
    return names;
  }

  /** Those that have a config of their name, and Lua, which has the default one. */
  private Set<String> languages() {
    Set<String> found = new TreeSet<>(Set.of(USUAL_LANGUAGE));
    all(file -> language(file).ifPresent(found::add));
    return found;
  }

  private void all(Consumer<Path> taker) {
    for (Path folder : folders.stream().filter(Files::isDirectory).toList()) {
      try (DirectoryStream<Path> configs = Files.newDirectoryStream(folder, "*.toml")) {
        configs.forEach(taker);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Optional<String> language(Path file) {
    try {
      return KernelConfigs.language(file)
          .filter(spoken -> file.getFileName().toString().equals(spoken + ".toml"));
    } catch (FleetException e) {
      return Optional.empty();
    }
  }
}
