package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file takes from others: {@code include} and {@code extends}. */
class OtherFilesTest {
  @TempDir private Path folder;
  private ComposeFolder compose = new ComposeFolder(Path.of(""));

  @BeforeEach
  void prepare() {
    compose = new ComposeFolder(folder);
  }

  @Test
  void aServiceExtendsAnotherOfItsFile() {
    ServiceSpec service =
        ComposeFolder.service(
            compose.read(
                """
                services:
                  base: {image: i, environment: {A: "1", B: "1"}, mem_limit: 64m}
                  middle: {extends: base, environment: [B=2]}
                  a: {extends: {service: middle}, environment: [C=3]}
                """),
            "a");

    assertThat(service.container().process().environment())
        .isEqualTo(Map.of("A", "1", "B", "2", "C", "3"));
    assertThat(service.container().limits().memory()).isPresent();
  }

  @Test
  void aServiceOfAnotherFileBringsItsPathsAlong() {
    compose
        .with("common/data/x", "")
        .with("common/a.env", "A=1")
        .with(
            "common/base.yml",
            """
            services:
              root: {image: i, env_file: a.env}
              kernel:
                extends: {service: root}
                volumes: ["./data:/data:ro"]
            """);

    ServiceSpec service =
        ComposeFolder.service(
            compose.read(
                "services: {a: {extends: {file: common/base.yml, service: kernel}, command: x}}"),
            "a");

    assertThat(service.container().process().environment()).isEqualTo(Map.of("A", "1"));
    assertThat(service.container().process().command()).contains(List.of("x"));
    assertThat(service.container().storage().mounts())
        .extracting(Storage.Mount::source)
        .containsExactly(Optional.of(folder.resolve("common/data").toString()));
  }

  @Test
  void whatCantBeExtendedIsReported() {
    compose.with("other.yml", "services:\n  one: {image: i, memlimit: 1g}\n");

    assertThat(
            compose.problems(
                """
                services:
                  a: {image: i, extends: aa}
                  b: {extends: c}
                  c: {image: i, extends: {service: b}}
                  d: {image: i, extends: {file: other.yml, service: ome}}
                  e: {image: i, extends: {file: no.yml, service: one}}
                  f: {image: i, extends: {fil: other.yml, service: a}}
                  g: {extends: {file: other.yml, service: one}}
                """))
        .contains(
            "docker-compose.yml:2: services.a.extends: there is no service 'aa' in"
                + " docker-compose.yml; did you mean a?",
            "docker-compose.yml:5: services.d.extends.service: there is no service 'ome' in"
                + " other.yml; did you mean one?",
            "docker-compose.yml:6: services.e.extends.file: the file no.yml does not exist",
            "docker-compose.yml:7: services.f.extends.fil: unknown key; did you mean file?",
            "other.yml:2: services.g.memlimit: unknown key; did you mean mem_limit?")
        .anyMatch(
            line ->
                line.endsWith(
                    "extends itself: docker-compose.yml b -> docker-compose.yml c ->"
                        + " docker-compose.yml b"));
  }

  @Test
  void includedFilesAddTheirServicesWithPathsOfTheirOwn() {
    compose
        .with("sub/.env", "NAME=fromSub\nOTHER=x")
        .with("sub/data/x", "")
        .with("sub/net.yml", "networks: {back: {driver: bridge}}")
        .with(
            "sub/db.yml",
            """
            name: ignored
            include: [net.yml]
            services:
              db:
                image: "db:${TAG:-1}"
                environment: {NAME: "$NAME"}
                networks: [back]
                volumes: ["./data:/data", "store:/store"]
            volumes: {store: }
            """);

    DesiredFleet fleet =
        compose
            .variable("TAG", "7")
            .read("x-fleet: {name: main}\ninclude: [sub/db.yml]\nservices: {a: {image: i}}");

    ServiceSpec db = ComposeFolder.service(fleet, "db");
    assertThat(fleet.project().value()).isEqualTo("main");
    assertThat(fleet.networks()).containsKey("main_back");
    assertThat(fleet.volumes()).containsKey("main_store");
    assertThat(db.image().value()).isEqualTo("db:7");
    assertThat(db.container().process().environment()).isEqualTo(Map.of("NAME", "fromSub"));
    assertThat(db.container().storage().mounts().get(0).source())
        .contains(folder.resolve("sub/data").toString());
  }

  @Test
  void theLongFormNamesFolderFilesAndVariables() {
    compose
        .with("env/x.env", "NAME=named")
        .with("root/data/x", "")
        .with("sub/a.yml", "services: {db: {image: one, environment: {NAME: \"$NAME\"}}}")
        .with("sub/b.yml", "services: {db: {image: two, volumes: [\"./data:/d\"]}}");

    ServiceSpec db =
        ComposeFolder.service(
            compose.read(
                """
                include:
                  - path: [sub/a.yml, sub/b.yml]
                    project_directory: root
                    env_file: env/x.env
                services: {a: {image: i}}
                """),
            "db");

    assertThat(db.image().value()).isEqualTo("two:latest");
    assertThat(db.container().process().environment()).isEqualTo(Map.of("NAME", "named"));
    assertThat(db.container().storage().mounts().get(0).source())
        .contains(folder.resolve("root/data").toString());
  }

  @Test
  void aFileThatIsIncludedAndExtendedHasItsPathsForEach() {
    compose
        .with("root/a.env", "A=root")
        .with("sub/a.env", "A=sub")
        .with("sub/db.yml", "services: {db: {image: i, env_file: a.env}}");

    DesiredFleet fleet =
        compose.read(
            """
            include: [{path: sub/db.yml, project_directory: root}]
            services: {a: {extends: {file: sub/db.yml, service: db}}}
            """);

    assertThat(ComposeFolder.service(fleet, "db").container().process().environment())
        .isEqualTo(Map.of("A", "root"));
    assertThat(ComposeFolder.service(fleet, "a").container().process().environment())
        .isEqualTo(Map.of("A", "sub"));
  }

  @Test
  void oneFileMayBeIncludedOnTwoWays() {
    compose
        .with("base.yml", "services: {base: {image: i}}")
        .with("one.yml", "include: [base.yml]\nservices: {one: {image: i}}")
        .with("two.yml", "include: [base.yml]\nservices: {two: {image: i}}");

    assertThat(compose.read("include: [one.yml, two.yml]\nservices: {a: {image: i}}").services())
        .hasSize(4);
  }

  @Test
  void whatCantBeIncludedIsReported() {
    compose
        .with("same.yml", "services:\n  a: {image: other}\n")
        .with("circle.yml", "include: [back.yml]\nservices: {c: {image: i}}\n")
        .with("back.yml", "include: [circle.yml]\nservices: {d: {image: i}}\n")
        .with("odd.yml", "servics: {}\n");

    assertThat(
            compose.problems(
                """
                include: [same.yml, no.yml, circle.yml, {pth: x}, odd.yml]
                services:
                  a: {image: i}
                """))
        .contains(
            "docker-compose.yml:1: include[0]: has services.a in same.yml:2, which is in"
                + " docker-compose.yml:3 too; rename one of them, or put one file over the other"
                + " with --file",
            "docker-compose.yml:1: include[1]: the file no.yml does not exist",
            "back.yml:1: include[0]: includes itself: docker-compose.yml -> circle.yml -> back.yml"
                + " -> circle.yml",
            "docker-compose.yml:1: include[3]: needs the key path",
            "odd.yml:1: servics: unknown key; did you mean services?");
  }
}
