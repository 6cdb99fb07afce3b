package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file says of a container, as the container itself sees it. */
@NeedsEngine
class GrantsIT {
  private static final String LOOK =
      "cat /run/secrets/key /run/secrets/renamed /etc/app/deep/app.conf;"
          + " stat -c '%a %u:%g' /run/secrets/key /run/secrets/renamed /etc/app/deep/app.conf;"
          + " ulimit -n; grep -c 192.0.2.53 /etc/resolv.conf";

  @TempDir Path folder;

  @Test
  void aContainerFindsWhatItIsGrantedWhetherItsRootIsReadOnlyOrNot() throws IOException {
    Files.writeString(folder.resolve("key.txt"), "secret\n");
    Path file =
        Files.writeString(
            folder.resolve("in.yml"),
            """
            x-fleet: {name: it-grants, ports: 20300-20399}
            x-all: &all
              image: debian:bookworm-slim
              pull_policy: never
              user: "1000:1001"
              network_mode: bridge
              ulimits: {nofile: {soft: 333, hard: 444}}
              dns: 192.0.2.53
              command: ["sh", "-c", "LOOK"]
              secrets: [key, {source: key, target: renamed, uid: "5", gid: "6", mode: 0404}]
              configs: [{source: app, target: /etc/app/deep/app.conf}]
            services:
              open: {<<: *all, container_name: it-grants-open}
              locked: {<<: *all, container_name: it-grants-locked, read_only: true}
            secrets: {key: {file: key.txt}}
            configs: {app: {content: "a=${A:-1}\\n"}}
            """
                .replace("LOOK", LOOK));
    try {
      fleet().run("-f", file.toString(), "up", "--no-wait").succeeded();
      for (String name : new String[] {"it-grants-open", "it-grants-locked"}) {
        Run.docker("wait", name);
        assertThat(Run.docker("logs", name).lines())
            .as(name)
            .containsExactly(
                "secret", "secret", "a=1", "444 1000:1001", "404 5:6", "444 1000:1001", "333", "1");
      }
    } finally {
      fleet().run("-f", file.toString(), "down", "--volumes").succeeded();
    }
    assertThat(Leftovers.of("it-grants")).isEmpty();
  }

  @Test
  void aSecretThatIsMissingIsSaidBeforeAnythingIsMade() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("in.yml"),
            """
            x-fleet: {name: it-grants}
            services:
              a: {image: debian:bookworm-slim, secrets: [key]}
            secrets:
              key: {file: no.txt}
            """);

    Run up = fleet().run("-f", file.toString(), "up");

    assertThat(up.exitCode()).isEqualTo(3);
    assertThat(up.err())
        .contains("in.yml:5: secrets.key.file: the file " + folder.resolve("no.txt"));
    assertThat(Leftovers.of("it-grants")).isEmpty();
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }
}
