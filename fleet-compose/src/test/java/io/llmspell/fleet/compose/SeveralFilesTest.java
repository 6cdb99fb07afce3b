package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.HealthCheck;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are put over each other. */
class SeveralFilesTest {
  @TempDir private Path folder;
  private ComposeFolder compose = new ComposeFolder(Path.of(""));

  @BeforeEach
  void prepare() {
    compose = new ComposeFolder(folder);
  }

  @Test
  void theLaterFileWinsAndMappingsAreJoined() {
    ServiceSpec service =
        over(
            """
            image: one
            command: [a, b]
            environment: [A=1, B=1, C]
            labels: {x: "1"}
            mem_limit: 1g
            healthcheck: {test: [CMD, a], interval: 5s}
            """,
            """
            image: two
            command: c
            environment: {B: "2", D: "$$4"}
            labels: [x=2, y=3]
            cpus: 2
            healthcheck: {test: "b", retries: 3}
            """);

    assertThat(service.image().value()).isEqualTo("two:latest");
    assertThat(service.container().process().command()).contains(List.of("c"));
    assertThat(service.container().process().environment())
        .isEqualTo(Map.of("A", "1", "B", "2", "D", "$4"));
    assertThat(service.container().process().passedOn()).containsExactly("C");
    assertThat(service.container().labels()).isEqualTo(Map.of("x", "2", "y", "3"));
    assertThat(service.container().limits().memory()).isPresent();
    assertThat(service.container().limits().cpus()).isPresent();
    HealthCheck check = service.container().healthCheck().orElseThrow();
    assertThat(check.test()).contains(List.of("CMD-SHELL", "b"));
    assertThat(check.interval()).isPresent();
    assertThat(check.retries()).contains(3);
  }

  @Test
  void listsAreJoinedAndMountsReplacedByTheirTarget() {
    ServiceSpec service =
        over(
            """
            image: i
            cap_add: [NET_ADMIN]
            tmpfs: /run
            ports: ["8080:80"]
            volumes: ["data:/data", "/cache"]
            networks: [front]
            extra_hosts: ["a:192.0.2.1"]
            """,
            """
            cap_add: [NET_ADMIN, SYS_TIME]
            tmpfs: [/tmp]
            ports: ["8080:80", "8081:81"]
            volumes: [{type: bind, source: ., target: /data/}, "/more"]
            networks: {back: {aliases: [x]}}
            extra_hosts: {a: 192.0.2.2, b: "::1"}
            """);
    ContainerSpec container = service.container();

    assertThat(container.security().capAdd()).contains(List.of("NET_ADMIN", "SYS_TIME"));
    assertThat(container.storage().tmpfs()).contains(List.of("/run", "/tmp"));
    assertThat(container.networking().ports()).hasSize(2);
    assertThat(container.storage().mounts())
        .extracting(Storage.Mount::kind, Storage.Mount::target)
        .containsExactly(
            tuple(Storage.Kind.BIND, "/data/"),
            tuple(Storage.Kind.VOLUME, "/cache"),
            tuple(Storage.Kind.VOLUME, "/more"));
    assertThat(container.networking().networks()).hasSize(2);
    assertThat(container.networking().extraHosts()).containsExactly("a:192.0.2.2", "b:::1");
  }

  @Test
  void aPortThatIsSpelledInTwoWaysIsOne() {
    ServiceSpec service =
        over(
            """
            image: i
            ports: ["8080:80", "90:90", "127.0.0.1:70:70", "8000-8001:8000-8001", "60:60"]
            """,
            """
            ports:
              - {target: 80, published: 8080}
              - "90:90/tcp"
              - "70:70"
              - "8001:8001"
              - "60:60/udp"
            """);

    assertThat(service.container().networking().ports())
        .extracting(p -> p.hostPort().orElseThrow() + "/" + p.protocol())
        .containsExactly(
            "8080/tcp", "90/tcp", "70/tcp", "8000/tcp", "8001/tcp", "60/tcp", "60/udp");
  }

  @Test
  void aSwitchedOffCheckAndAnotherLogDriverDropWhatWasThere() {
    ServiceSpec service =
        over(
            """
            image: i
            healthcheck: {test: [CMD, a]}
            logging: {driver: json-file, options: {max-size: 1m}}
            """,
            """
            healthcheck: {disable: true}
            logging: {driver: syslog, options: {tag: x}}
            """);

    assertThat(service.container().healthCheck()).contains(HealthCheck.DISABLED);
    assertThat(service.container().logging())
        .contains(new ContainerSpec.Logging("syslog", Map.of("tag", "x")));
    assertThat(
            over("image: i\nhealthcheck: {disable: true}", "healthcheck: {test: [CMD, b]}")
                .container()
                .healthCheck()
                .flatMap(HealthCheck::test))
        .contains(List.of("CMD", "b"));
  }

  @Test
  void relativePathsBeginInTheFirstFilesFolder() {
    compose
        .with("a.yml", "services: {a: {image: i, volumes: [\"./here:/a\"]}}")
        .with("here/x", "")
        .with("sub/b.yml", "services: {a: {env_file: c.env, volumes: [\"./here:/b\"]}}")
        .with("c.env", "A=1");

    ServiceSpec service = ComposeFolder.service(read("a.yml", "sub/b.yml"), "a");

    assertThat(service.container().storage().mounts())
        .extracting(Storage.Mount::source)
        .containsOnly(Optional.of(folder.resolve("here").toString()));
    assertThat(service.container().process().environment()).isEqualTo(Map.of("A", "1"));
  }

  @Test
  void whatContradictsIsReportedWithBothPlaces() {
    compose
        .with("a.yml", "services:\n  a:\n    image: i\n    logging: {driver: local}\n    dns: {}\n")
        .with(
            "b.yml",
            "services:\n  a:\n    logging: [x]\n    memlimit: 1g\n  b: {image: i, cpus: none}\n");

    assertThatThrownBy(() -> read("a.yml", "b.yml"))
        .isInstanceOf(FleetException.class)
        .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_FILE)
        .hasMessageContaining(
            path("b.yml")
                + ":3: services.a.logging: is a list, but a mapping in "
                + path("a.yml:4"))
        .hasMessageContaining(
            path("b.yml") + ":4: services.a.memlimit: unknown key; did you mean mem_limit?")
        .hasMessageContaining(path("b.yml") + ":5: services.b.cpus: 'none' is not a number");
  }

  @Test
  void limitsThatTwoFilesSayDifferentlyAreReported() {
    compose
        .with("a.yml", "services: {a: {image: i, mem_limit: 1g}}")
        .with("b.yml", "services:\n  a: {deploy: {resources: {limits: {memory: 2g}}}}");

    assertThatThrownBy(() -> read("a.yml", "b.yml"))
        .hasMessageContaining("a.yml:1: services.a.mem_limit: is 1g, but services.a.deploy");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    compose.with("a.yml", "services: {a: {image: i}}");

    assertThatThrownBy(() -> read("a.yml", "b.yml"))
        .hasFieldOrPropertyWithValue("code", ErrorCode.NOT_FOUND)
        .hasMessage(path("b.yml") + ": no such Compose file; name one with --file");
  }

  private ServiceSpec over(String base, String over) {
    compose
        .with("a.yml", "services:\n  a:\n" + base.indent(4) + DECLARED)
        .with("b.yml", "services:\n  a:\n" + over.indent(4));
    return ComposeFolder.service(read("a.yml", "b.yml"), "a");
  }

  private static final String DECLARED = "volumes: {data: }\nnetworks: {front: , back: }\n";

  private DesiredFleet read(String... files) {
    return compose
        .reader()
        .read(List.of(files).stream().map(folder::resolve).toList(), ReadOptions.NONE);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
