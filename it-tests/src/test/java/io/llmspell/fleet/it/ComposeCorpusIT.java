package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.compose.ComposeReader;
import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.compose.ComposeWriter;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.Security;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that Compose and the fleet both take mean the same to both: what {@code docker-compose
 * config} makes of them, read by the fleet, is what the fleet makes of them itself, and what {@code
 * docker-fleet config} prints means the same to {@code docker-compose} again. That leaves nothing
 * but the documented differences: the fleet's own network in place of {@code default}, and {@code
 * x-kernel}, which Compose does not print.
 */
class ComposeCorpusIT {
  private static final Path CORPUS = Path.of("src/test/resources/compose-corpus").toAbsolutePath();
  private static final ReadOptions ALL =
      new ReadOptions(
          Optional.of(new ProjectName("corpus")),
          Set.of("*"),
          Map.of(),
          Optional.empty(),
          Set.of());

  @TempDir Path folder;

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      return folders.map(f -> String.valueOf(f.getFileName())).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothMakeTheSameOfIt(String name) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 1; Files.exists(CORPUS.resolve(name).resolve(i + ".yml")); i++) {
      files.add(CORPUS.resolve(name).resolve(i + ".yml"));
    }
    assertBothMakeTheSameOf(files);
  }

  private void assertBothMakeTheSameOf(List<Path> files) throws IOException {
    DesiredFleet ours = plain(read(files));
    Path theirs = Files.writeString(folder.resolve("theirs.yml"), plainCompose(files));
    assertThat(plain(read(List.of(theirs)))).isEqualTo(ours);

    Path printed = Files.writeString(folder.resolve("printed.yml"), ComposeWriter.yaml(ours));
    Path again = Files.writeString(folder.resolve("again.yml"), plainCompose(List.of(printed)));
    assertThat(plain(read(List.of(again)))).isEqualTo(ours);
  }

  private static DesiredFleet read(List<Path> files) {
    return ComposeReader.forEnvironment(Map.of()).read(files, ALL);
  }

  /** Without what only the fleet prints. */
  private static DesiredFleet plain(DesiredFleet fleet) {
    return fleet.mapServices(
        service ->
            new ServiceSpec(
                service.name(),
                service.image(),
                service.pullPolicy(),
                service.replicas(),
                service.containerName(),
                service.dependsOn(),
                Optional.empty(),
                inOneOrder(service.container()),
                service.deployment(),
                service.build()));
  }

  /** Compose prints networks as a mapping, and sorts some lists and not others. */
  private static ContainerSpec inOneOrder(ContainerSpec container) {
    Networking n = container.networking();
    Security s = container.security();
    Storage m = container.storage();
    return container
        .withNetworking(
            new Networking(
                sorted(n.networks()),
                n.mode(),
                sorted(n.ports()),
                n.hostname(),
                n.extraHosts(),
                n.dns()))
        .withSecurity(
            new Security(
                s.readOnly(),
                s.capAdd().map(ComposeCorpusIT::sorted),
                s.capDrop().map(ComposeCorpusIT::sorted),
                s.securityOpt().map(ComposeCorpusIT::sorted),
                s.privileged()))
        .withStorage(new Storage(sorted(m.mounts()), m.tmpfs()));
  }

  private static <T> List<T> sorted(List<T> all) {
    return all.stream().sorted(Comparator.comparing(String::valueOf)).toList();
  }

  private String plainCompose(List<Path> files) {
    List<String> command = new ArrayList<>(List.of("docker-compose", "-p", "corpus"));
    files.forEach(file -> command.addAll(List.of("-f", file.toString())));
    command.addAll(List.of("--profile", "dev", "--profile", "gpu", "config"));
    return Run.of(folder, Map.of(), "", command).succeeded().out();
  }
}
