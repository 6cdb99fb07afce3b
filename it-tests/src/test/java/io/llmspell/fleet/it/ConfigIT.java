package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code config} prints, taken by others and by the fleet itself. */
@NeedsEngine
class ConfigIT {
  private static final String EVERYTHING =
      """
      x-fleet: {name: it-config, ports: 20100-20199}
      services:
        full:
          image: debian:bookworm-slim
          pull_policy: never
          entrypoint: [sleep]
          command: ["${SECONDS_TO_SLEEP:-infinity}"]
          user: "1000"
          working_dir: /tmp
          init: true
          stop_signal: SIGKILL
          stop_grace_period: 1m1.5s
          environment: {A: "a$$b", YES: "yes", NUMBER: "1e3", SECRET: }
          mem_limit: 64m
          memswap_limit: 65m
          mem_reservation: 32m
          cpus: 0.25
          pids_limit: -1
          shm_size: 1m
          read_only: false
          cap_add: [NET_BIND_SERVICE]
          cap_drop: []
          security_opt: ["no-new-privileges:true"]
          networks:
            front: {priority: 1}
            back: {aliases: [one, two]}
          ports: ["127.0.0.1::8080/udp", "9000"]
          hostname: "017"
          extra_hosts: ["db:192.0.2.1"]
          volumes: ["data:/data", ".:/here:ro", /anonymous]
          tmpfs: ["/run:mode=1777"]
          healthcheck: {test: [CMD, "true"], interval: 1m30s, timeout: 1500ms, retries: 2, start_period: 1h}
          restart: on-failure
          logging: {driver: json-file, options: {max-size: 1m}}
          labels: {team: "on"}
        last:
          image: debian:bookworm-slim
          network_mode: none
          container_name: it-config-last
          command: [sleep, infinity]
          stop_signal: SIGKILL
          healthcheck: {disable: true}
          depends_on: {full: {condition: service_started}}
        kernel:
          image: debian:bookworm-slim
          command: [sleep, infinity]
          stop_signal: SIGKILL
          scale: 0
          x-kernel: {language: python}
      networks: {front: {internal: true}, back: {labels: {a: b}}}
      volumes: {data: {driver: local, labels: {"1": "2"}}}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"table", "json"})
  void plainComposeTakesWhatIsPrinted(String format) throws IOException {
    Path file = write("in.yml", EVERYTHING);
    Path printed =
        write("out.yml", fleet().run("config", "-f", file.toString(), "--format", format));
    Path shipped =
        write("shipped.yml", fleet().run("config", "--profile", "*", "--format", format));

    assertThat(plainCompose(printed).lines().map(String::strip))
        .contains(
            "A: a$$b", "\"YES\": \"yes\"", "hostname: '017'", "mem_limit: 64m", "SECRET: null");
    assertThat(plainCompose(shipped))
        .contains("kernel-lua-openai:", "kernel-javascript:", "/configs/openai.toml");
  }

  @Test
  void whatIsPrintedIsTheSameFleet() throws IOException {
    Path file = write("in.yml", EVERYTHING);
    try {
      fleet().run("-f", file.toString(), "up", "--no-wait").succeeded();
      String hashes =
          fleet().run("-f", file.toString(), "config", "--hash", "last,full").succeeded().out();
      Path printed = write("out.yml", fleet().run("-f", file.toString(), "config"));

      assertThat(hashes)
          .isEqualTo(
              "last %s%nfull %s%n".formatted(label("it-config-last"), label("it-config-full-1")));
      for (JsonNode action : fleet().json("-f", printed.toString(), "plan")) {
        assertThat(action.path("action").asText()).as("%s", action).isEqualTo("keep");
      }
    } finally {
      fleet().run("-f", file.toString(), "down", "--volumes").succeeded();
    }
    assertThat(Leftovers.of("it-config")).isEmpty();
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private Path write(String name, Run printed) throws IOException {
    return write(name, printed.succeeded().out());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String plainCompose(Path file) {
    Run run =
        Run.of(
            folder,
            Map.of(),
            "",
            List.of("docker-compose", "-f", file.toString(), "-p", "it-config", "config"));
    assertThat(run.succeeded().err()).isEmpty();
    return run.out();
  }

  private static String label(String container) {
    return Run.docker(
        "inspect", "-f", "{{index .Config.Labels \"io.llmspell.fleet.spec-hash\"}}", container);
  }
}
