package io.llmspell.fleet.docker.container;

import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.GrantedFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where configs and secrets are put. The engine's archive API writes neither to a read-only root
 * nor to a tmpfs of a container, but to its volumes: in a container with a read-only root, each
 * folder of such files is an anonymous volume, made and removed with the container.
 */
public final class GrantPlaces {
  private static final String ROOT = "/";

  private GrantPlaces() {}

  /** The folders that have to be volumes. */
  public static List<String> volumes(ContainerSpec container) {
    return isLocked(container)
        ? container.storage().files().stream().map(GrantedFile::folder).distinct().sorted().toList()
        : List.of();
  }

  /** The files by the folder into which they are put together; that exists in the container. */
  public static Map<String, List<GrantedFile>> byFolder(ContainerSpec container) {
    boolean locked = isLocked(container);
    return container.storage().files().stream()
        .collect(
            Collectors.groupingBy(
                file -> locked ? file.folder() : ROOT, TreeMap::new, Collectors.toList()));
  }

  /** What a file is called in the archive for a folder. */
  public static String nameIn(String folder, GrantedFile file) {
    return folder.equals(ROOT) ? file.target().substring(1) : file.name();
  }

  private static boolean isLocked(ContainerSpec container) {
    return container.security().readOnly().orElse(false);
  }
}
