package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.VolumeSpec;
import io.llmspell.fleet.testkit.FleetGenerator;
import io.llmspell.fleet.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read as the same fleet, in either form. */
class ComposeWriterTest {
  @TempDir Path folder;

  @Test
  void readsBackWhateverFleetWasWritten() {
    Seeds.rounds("written fleets", 100, random -> assertReadBack(base(random)));
  }

  @Test
  void readsBackWhateverAContainerIsMadeOf() throws IOException {
    Files.writeString(folder.resolve("Dockerfile.test"), RandomContainers.TEXT);
    Seeds.rounds("written containers", 300, random -> assertReadBack(fleet(random)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../compose/docker-compose.yml", "src/test/resources/full.yml"})
  void readsBackWhatWasReadFromAFile(String sample) throws IOException {
    Path file = Path.of(sample);
    if (sample.endsWith("full.yml")) {
      Files.writeString(folder.resolve("kernel.toml"), "[kernel]\nlanguage = 'lua'\n");
      file = Files.copy(file, folder.resolve("full.yml"));
    }
    for (Set<String> profiles : Set.of(Set.<String>of(), Set.of("*"))) {
      DesiredFleet read =
          reader()
              .read(
                  file,
                  new ReadOptions(
                      Optional.empty(), profiles, Map.of(), Optional.empty(), Set.of()));
      assertReadBack(read);
      assertReadBack(read.mapServices(KernelDefaults::apply));
    }
  }

  @Test
  void writesNumbersWithoutExponents() {
    DesiredFleet fleet =
        new ComposeFolder(folder)
            .read(
                """
                services:
                  a:
                    image: i
                    ulimits: {nofile: 1000000000}
                    deploy: {update_config: {max_failure_ratio: 0.0000001}}
                """);

    for (String text : Set.of(ComposeWriter.yaml(fleet), ComposeWriter.json(fleet))) {
      assertThat(text).contains("0.00000010").contains("1000000000");
    }
    assertReadBack(fleet);
  }

  @Test
  void writesInTheSpecificationsOwnWordsAndNoSecret() throws IOException {
    Files.writeString(folder.resolve("kernel.toml"), "[llm]\napi_key_env = 'THE_KEY'\n");
    DesiredFleet fleet =
        new ComposeFolder(folder)
            .variable("THE_KEY", "sk-secret")
            .variable("SIZE", "1g")
            .read(
                """
                x-fleet: {name: team}
                services:
                  lua:
                    image: my/kernel
                    mem_limit: ${SIZE}
                    environment: [THE_KEY, A=$$b]
                    profiles: [dev]
                  py:
                    image: my/kernel
                    mem_limit: ${SIZE}
                    environment: [A=$$b, B=7]
                    volumes: [".:/work:ro"]
                    ports: ["8080:80"]
                    x-kernel: {language: python, config: kernel.toml}
                """);

    assertThat(ComposeWriter.yaml(fleet.mapServices(KernelDefaults::apply)))
        .isEqualTo(
            """
            x-fleet:
              inactive:
                - lua
              name: team
              ports: "9555-14554"
            services:
              py:
                cap_drop:
                  - ALL
                environment:
                  A: "$$b"
                  B: "7"
                  THE_KEY: null
                image: my/kernel:latest
                logging:
                  driver: json-file
                  options:
                    max-file: "3"
                    max-size: "10m"
                mem_limit: "1g"
                memswap_limit: "1g"
                networks:
                  - llmspell-network
                pids_limit: 256
                ports:
                  - "8080:80/tcp"
                read_only: true
                restart: unless-stopped
                scale: 1
                security_opt:
                  - no-new-privileges:true
                stop_grace_period: "10s"
                tmpfs:
                  - "/tmp:rw,exec,nosuid,nodev,mode=1777,size=64m"
                volumes:
                  - read_only: true
                    source: FOLDER
                    target: /work
                    type: bind
                x-kernel:
                  config: FOLDER/kernel.toml
                  connection: provided
                  interrupt_mode: message
                  language: python
                  startup_timeout: "1m"
            networks:
              llmspell-network:
                name: llmspell-network
            """
                .replace("FOLDER", folder.toString()));
  }

  /** As files can say it: with one service at least, and be it an inactive one. */
  private static DesiredFleet base(RandomGenerator random) {
    DesiredFleet made = EngineNames.resolve(new FleetGenerator(random).desired());
    Set<ServiceName> inactive = new TreeSet<>(made.inactive());
    if (made.services().isEmpty()) {
      inactive.add(new ServiceName("left-out"));
    }
    return new DesiredFleet(
        made.project(), made.services(), inactive, made.networks(), made.volumes(), made.ports());
  }

  private DesiredFleet fleet(RandomGenerator random) {
    DesiredFleet base = base(random);
    Map<String, NetworkSpec> networks = new TreeMap<>(base.networks());
    RandomContainers.NETWORKS.forEach(
        name ->
            networks.put(
                name,
                random.nextBoolean()
                    ? new NetworkSpec(name, true, Optional.empty(), false, Map.of(), Map.of())
                    : new NetworkSpec(
                        name,
                        false,
                        Optional.of("bridge"),
                        random.nextBoolean(),
                        Map.of("com.docker.network.bridge.name", "1e3"),
                        Map.of("a", "$"))));
    Map<String, VolumeSpec> volumes = new TreeMap<>(base.volumes());
    volumes.put(
        RandomContainers.VOLUME,
        new VolumeSpec(
            RandomContainers.VOLUME,
            false,
            Optional.of("local"),
            Map.of("o", "a=b,c"),
            Map.of("yes", "yes")));
    RandomContainers containers = new RandomContainers(random, folder);
    RandomDeployments deployments = new RandomDeployments(random, folder);
    DesiredFleet declared =
        new DesiredFleet(
            base.project(), base.services(), base.inactive(), networks, volumes, base.ports());
    return declared.mapServices(
        (ServiceSpec s) -> {
          ContainerSpec container = containers.next();
          return s.withContainer(container)
              .withDeployment(deployments.deployment(container.restart()))
              .withBuild(deployments.build());
        });
  }

  private void assertReadBack(DesiredFleet fleet) {
    String yaml = ComposeWriter.yaml(fleet);
    assertThat(read("written.yml", yaml)).as(yaml).isEqualTo(fleet);
    assertThat(ComposeWriter.yaml(read("written.yml", yaml))).isEqualTo(yaml);
    String json = ComposeWriter.json(fleet);
    assertThat(read("written.json", json)).as(json).isEqualTo(fleet);
  }

  private DesiredFleet read(String name, String text) {
    try {
      return reader().read(Files.writeString(folder.resolve(name), text), ReadOptions.NONE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ComposeReader reader() {
    return ComposeReader.forEnvironment(Map.of("HOME", "/"));
  }
}
