package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.DesiredFleet;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is longer, larger or odder than any person writes is a problem with a place. */
class BoundsTest {
  @TempDir private Path folder;
  private ComposeFolder compose = new ComposeFolder(Path.of(""));

  @BeforeEach
  void prepare() {
    compose = new ComposeFolder(folder);
  }

  @Test
  void servicesExtendEachOtherNotTooOften() {
    StringBuilder yaml = new StringBuilder("services:\n  s0: {image: i}\n");
    for (int i = 1; i <= 1000; i++) {
      yaml.append("  s%d: {extends: s%d}%n".formatted(i, i - 1));
    }

    assertThat(compose.problems(yaml.toString()))
        .containsExactly(
            "docker-compose.yml:3: services.s1.extends: is one too many of 100 services that"
                + " extend each other");
    assertThat(compose.problems(yaml.substring(0, yaml.indexOf("  s101:")))).isEmpty();
  }

  @Test
  void servicesDependOnEachOtherAsOftenAsTheyLike() {
    StringBuilder yaml = new StringBuilder("services:\n  s5000: {image: i}\n");
    for (int i = 0; i < 5000; i++) {
      yaml.append("  s%d: {image: i, depends_on: [s%d]}%n".formatted(i, i + 1));
    }

    assertThat(compose.read(yaml.toString()).services()).hasSize(5001);
  }

  @Test
  void longTextsAreReadAndPrinted() {
    String parts = "a" + ":a".repeat(4000);
    DesiredFleet fleet =
        compose.read(
            """
            services:
              a:
                image: i
                environment: {A: "%s"}
                configs: [{source: c, target: "%s"}]
            configs: {c: {content: x}}
            """
                .formatted(parts, "/a".repeat(8000)));

    assertThat(ComposeWriter.yaml(fleet)).contains(parts);
    assertThat(compose.problemsOfService("labels: {}").size()).isZero();
    assertThat(compose.problems("services: {a: {image: 'i" + "/i".repeat(8000) + "'}}"))
        .singleElement()
        .asString()
        .endsWith("is not an image reference such as fleet-kernel:latest");
  }

  @Test
  void anEnvironmentFileIsAFile() {
    assertThat(compose.problemsOfService("env_file: /dev/zero"))
        .containsExactly("4: env_file: /dev/zero is not a file");
    assertThat(compose.problemsOfService("env_file: [{path: /dev/zero, required: false}]"))
        .containsExactly("4: env_file[0].path: /dev/zero is not a file");
  }

  @Test
  void replicasAreBoundedAndKernelsByTheirPorts() {
    assertThat(compose.problemsOfService("scale: 2147483647"))
        .containsExactly("4: scale: 2147483647 is too many: a service has at most 1000 replicas");
    assertThat(compose.problemsOfService("deploy: {replicas: 1001}"))
        .containsExactly(
            "4: deploy.replicas: 1001 is too many: a service has at most 1000 replicas");
    assertThat(compose.problemsOfService("scale: 1000")).isEmpty();

    String yaml =
        "x-fleet: {ports: 9000-9014}\nservices:\n  k: {image: i, scale: %d, x-kernel: {language:"
            + " lua}}\n";
    assertThat(compose.problems(yaml.formatted(3))).isEmpty();
    assertThat(compose.problems(yaml.formatted(4)))
        .containsExactly(
            "docker-compose.yml:3: services.k: 4 kernels need 20 ports, and 9000-9014 has 15; widen"
                + " x-fleet.ports");
    assertThat(compose.scale("k", 1001).problems(yaml.formatted(1)))
        .containsExactly(
            "docker-compose.yml: can't scale k to 1001: a service has at most 1000 replicas");
  }

  @Test
  void noPathHoldsASignThatNoFileSystemTakes() {
    compose.with("Dockerfile", "FROM scratch").with("sub.yml", "services: {b: {image: i}}");

    for (String yaml :
        new String[] {
          "include: [\"a\\0b\"]\nservices: {a: {image: i}}",
          "include: [{path: sub.yml, project_directory: \"a\\0b\"}]\nservices: {a: {image: i}}",
          "services: {a: {extends: {file: \"a\\0b\", service: b}}}",
          "services: {a: {image: i, env_file: \"a\\0b\"}}",
          "services: {a: {build: {context: ., dockerfile: \"a\\0b\"}}}",
          "services: {a: {image: i, volumes: [\"./a\\0b:/x\"]}}",
          "services: {a: {image: i, x-kernel: {config: \"a\\0b\"}}}",
        }) {
      assertThat(compose.problems(yaml)).anyMatch(line -> line.contains(": Nul character"));
    }
  }
}
