package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.BuildSpec;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.Security;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keys of a service mean: process, limits, security. */
class ServiceReadingTest {
  @TempDir Path folder;
  private ComposeFolder compose = new ComposeFolder(Path.of("."));

  @BeforeEach
  void openFolder() {
    compose = new ComposeFolder(folder);
  }

  @Test
  void readsHowAnImageIsBuilt() {
    compose
        .variable("FROM_ENV", "2")
        .with("app/Dockerfile", "FROM scratch")
        .with("app/other/Dockerfile", "FROM scratch");
    DesiredFleet fleet =
        compose.read(
            """
            x-fleet: {name: demo}
            services:
              short: {build: app}
              long:
                image: my/own:1
                pull_policy: build
                build:
                  context: ./app
                  dockerfile: other/Dockerfile
                  args: [A=1, FROM_ENV, NOT_SET]
                  target: last
                  labels: {a: b}
            """);

    ServiceSpec built = ComposeFolder.service(fleet, "short");
    assertThat(built.image().value()).isEqualTo("demo-short:latest");
    assertThat(built.build())
        .contains(
            new BuildSpec(
                folder.resolve("app"), "Dockerfile", Map.of(), Optional.empty(), Map.of()));
    ServiceSpec named = ComposeFolder.service(fleet, "long");
    assertThat(named.image().value()).isEqualTo("my/own:1");
    assertThat(named.pullPolicy()).isEqualTo(ServiceSpec.PullPolicy.BUILD);
    assertThat(named.build())
        .contains(
            new BuildSpec(
                folder.resolve("app"),
                "other/Dockerfile",
                Map.of("A", "1", "FROM_ENV", "2"),
                Optional.of("last"),
                Map.of("a", "b")));
    assertThat(compose.problemsOfService("build: {context: app, dockerfile: ../x}"))
        .containsExactly("4: build.context: the Dockerfile x must be inside of the context");
    assertThat(compose.problemsOfService("build: {context: app, argz: {}}"))
        .containsExactly("4: build.argz: unknown key; did you mean args?");
    assertThat(compose.problemsOfService("build: {context: app, network: host}"))
        .containsExactly("4: build.network: not supported");
  }

  @Test
  void readsUlimitsDevicesNameServersAndThePlatform() {
    ServiceSpec service =
        compose.readService(
            """
            ulimits: {nproc: 64, nofile: {soft: 1024, hard: 2048}}
            dns: 192.0.2.53
            dns_search: [example.org]
            dns_opt: [ndots:2]
            platform: linux/amd64
            deploy:
              resources:
                reservations:
                  devices: [{driver: nvidia, count: all, capabilities: [gpu], options: {a: 1}}]
            """);
    Limits limits = service.container().limits();

    assertThat(limits.ulimits())
        .isEqualTo(
            Map.of("nproc", new Limits.Ulimit(64, 64), "nofile", new Limits.Ulimit(1024, 2048)));
    assertThat(limits.devices())
        .containsExactly(
            new Limits.DeviceRequest(
                Optional.of("nvidia"), -1, List.of(), List.of("gpu"), Map.of("a", "1")));
    assertThat(service.container().networking().dns())
        .isEqualTo(
            new Networking.Dns(List.of("192.0.2.53"), List.of("example.org"), List.of("ndots:2")));
    assertThat(service.container().platform()).contains("linux/amd64");
  }

  @Test
  void addsNothingThatTheFileDoesNotSay() {
    ServiceSpec service = compose.readService("network_mode: none");

    assertThat(service.image()).isEqualTo(new ImageReference("i:latest"));
    assertThat(service.pullPolicy()).isEqualTo(PullPolicy.MISSING);
    assertThat(service.replicas()).isOne();
    assertThat(service.kernel()).isEmpty();
    assertThat(service.container())
        .isEqualTo(
            ContainerSpec.PLAIN.withNetworking(
                new Networking(
                    List.of(), Optional.of("none"), List.of(), Optional.empty(), List.of())));
  }

  @Test
  void readsWhatRunsInTheContainer() {
    ProcessSpec process =
        compose
            .readService(
                """
                entrypoint: /bin/sh -c
                command: [echo, "a b"]
                user: "1000:1000"
                working_dir: /work
                init: yes
                stop_signal: SIGINT
                stop_grace_period: 1m30s
                """)
            .container()
            .process();

    assertThat(process)
        .isEqualTo(
            new ProcessSpec(
                Optional.of(List.of("/bin/sh", "-c")),
                Optional.of(List.of("echo", "a b")),
                Map.of(),
                Set.of(),
                Optional.of("1000:1000"),
                Optional.of("/work"),
                Optional.of(true),
                Optional.of("SIGINT"),
                Duration.ofSeconds(90)));
  }

  @Test
  void passesOnVariablesThatHaveNoValue() {
    ProcessSpec fromMapping =
        compose.readService("environment: {A: 1, B: , C: yes, D: ''}").container().process();
    ProcessSpec fromList =
        compose.readService("environment: [A=1, B, C=yes, D=]").container().process();

    assertThat(fromMapping).isEqualTo(fromList);
    assertThat(fromMapping.environment()).isEqualTo(Map.of("A", "1", "C", "yes", "D", ""));
    assertThat(fromMapping.passedOn()).containsExactly("B");
  }

  @Test
  void letsEnvironmentWinOverItsFilesAndLaterFilesOverEarlierOnes() {
    compose.with("one.env", "A=1\nB=1\nC=1\nD\n").with("two.env", "B=2\nC=2\n");

    ProcessSpec process =
        compose
            .readService(
                """
                env_file: [one.env, {path: two.env}, {path: three.env, required: false}]
                environment: {C: 3}
                """)
            .container()
            .process();

    assertThat(process.environment()).isEqualTo(Map.of("A", "1", "B", "2", "C", "3"));
    assertThat(process.passedOn()).containsExactly("D");
  }

  @Test
  void readsLimitsWhereverTheyAreWritten() {
    Limits keys =
        compose
            .readService(
                """
                mem_limit: 1.5g
                mem_reservation: 512m
                cpus: "0.5"
                pids_limit: 100
                """)
            .container()
            .limits();
    Limits deploy =
        compose
            .readService(
                """
                mem_limit: 1536m
                deploy:
                  resources:
                    limits: {memory: 1536m, cpus: 0.50, pids: 100}
                    reservations: {memory: 512mb}
                """)
            .container()
            .limits();

    assertThat(keys).isEqualTo(deploy);
    assertThat(keys)
        .isEqualTo(
            new Limits(
                Optional.of(ByteSize.ofMebibytes(1536)),
                Optional.empty(),
                Optional.of(ByteSize.ofMebibytes(512)),
                Optional.of(Cpus.parse("0.5")),
                Optional.of(100),
                Optional.empty()));
  }

  @Test
  void takesReplicasFromTheCallerBeforeTheFile() {
    assertThat(compose.readService("deploy: {replicas: 3}").replicas()).isEqualTo(3);
    assertThat(compose.readService("scale: 0").replicas()).isZero();
    assertThat(compose.scale("a", 2).readService("scale: 5").replicas()).isEqualTo(2);
  }

  @Test
  void readsWhatTheContainerMayDo() {
    assertThat(
            compose
                .readService(
                    """
                    read_only: true
                    cap_add: [NET_ADMIN]
                    cap_drop: [ALL]
                    security_opt: ["no-new-privileges:true"]
                    """)
                .container()
                .security())
        .isEqualTo(
            new Security(
                Optional.of(true),
                Optional.of(List.of("NET_ADMIN")),
                Optional.of(List.of("ALL")),
                Optional.of(List.of("no-new-privileges:true")),
                false));
  }
}
