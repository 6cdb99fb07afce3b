package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Networking.Attachment;
import io.llmspell.fleet.model.Networking.Publication;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.Storage.Kind;
import io.llmspell.fleet.model.Storage.Mount;
import io.llmspell.fleet.model.VolumeSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How services are reached and what is mounted into them. */
class NetworksAndVolumesTest {
  private static final Optional<String> LOOPBACK = Optional.of("127.0.0.1");

  @TempDir Path folder;
  private ComposeFolder compose = new ComposeFolder(Path.of("."));

  @BeforeEach
  void openFolder() {
    compose = new ComposeFolder(folder);
  }

  @Test
  void putsServicesThatNameNoNetworkIntoTheFleets() {
    DesiredFleet fleet = compose.read("services: {a: {image: i}}");

    assertThat(attachments(fleet))
        .containsExactly(new Attachment(NetworkSpec.FLEET_NETWORK, List.of()));
    assertThat(fleet.networks())
        .isEqualTo(Map.of(NetworkSpec.FLEET_NETWORK, NetworkSpec.fleetNetwork()));
  }

  @Test
  void putsThemIntoTheDefaultNetworkIfTheFileDeclaresIt() {
    DesiredFleet fleet =
        compose.read("name: p\nservices: {a: {image: i}}\nnetworks: {default: {internal: true}}");

    assertThat(attachments(fleet)).containsExactly(new Attachment("p_default", List.of()));
    assertThat(fleet.networks())
        .isEqualTo(
            Map.of(
                "p_default",
                new NetworkSpec("p_default", false, Optional.empty(), true, Map.of(), Map.of())));
  }

  @Test
  void bringsNoNetworkThatOnlyAnInactiveServiceWouldUse() {
    assertThat(
            compose
                .read("services: {a: {image: i, network_mode: none}, b: {image: i, profiles: [p]}}")
                .networks())
        .isEmpty();
  }

  @Test
  void namesNetworksAndVolumesAfterTheProjectUnlessTheFileDoes() {
    DesiredFleet fleet =
        compose.read(
            """
            name: p
            services:
              a:
                image: i
                networks: {out: , back: {aliases: [db]}}
            networks:
              back:
              out: {external: true}
              old: {external: {name: older}}
              named: {name: other, driver: overlay, driver_opts: {mtu: 1400}}
            volumes:
              data:
              theirs: {external: true, name: shared}
            """);

    assertThat(attachments(fleet))
        .containsExactly(new Attachment("p_back", List.of("db")), new Attachment("out", List.of()));
    assertThat(fleet.networks().values())
        .extracting(NetworkSpec::name)
        .containsExactly("older", "other", "out", "p_back");
    assertThat(fleet.networks().values())
        .extracting(NetworkSpec::external)
        .containsExactly(true, false, true, false);
    assertThat(fleet.volumes().values())
        .extracting(VolumeSpec::name)
        .containsExactly("p_data", "shared");
  }

  @Test
  void joinsFirstWhatHasTheHighestPriority() {
    DesiredFleet fleet =
        compose.read(
            """
            name: p
            services:
              a:
                image: i
                networks: {a: {priority: -1}, b: , c: , d: {priority: 1000}}
            networks: {a: , b: , c: , d: }
            """);

    assertThat(attachments(fleet))
        .extracting(Attachment::network)
        .containsExactly("p_d", "p_b", "p_c", "p_a");
  }

  @Test
  void keepsTheOrderOfAListOfNetworks() {
    DesiredFleet fleet =
        compose.read("name: p\nservices: {a: {image: i, networks: [z, b]}}\nnetworks: {b: , z: }");

    assertThat(attachments(fleet)).extracting(Attachment::network).containsExactly("p_z", "p_b");
  }

  @Test
  void readsPortsInEveryForm() {
    Networking networking =
        compose
            .readService(
                """
                ports:
                  - 80
                  - 8080:81
                  - "127.0.0.1:8082:82/udp"
                  - "127.0.0.1::83"
                  - "[::1]:8084:84"
                  - "9000-9001:90-91"
                  - {target: 85, published: "8085", host_ip: 127.0.0.1, protocol: tcp, name: web}
                expose: [3000, 4000-4001/udp]
                """)
            .container()
            .networking();

    assertThat(networking.ports())
        .containsExactly(
            new Publication(Optional.empty(), Optional.empty(), 80, "tcp"),
            new Publication(Optional.empty(), Optional.of(8080), 81, "tcp"),
            new Publication(LOOPBACK, Optional.of(8082), 82, "udp"),
            new Publication(LOOPBACK, Optional.empty(), 83, "tcp"),
            new Publication(Optional.of("::1"), Optional.of(8084), 84, "tcp"),
            new Publication(Optional.empty(), Optional.of(9000), 90, "tcp"),
            new Publication(Optional.empty(), Optional.of(9001), 91, "tcp"),
            new Publication(LOOPBACK, Optional.of(8085), 85, "tcp"));
  }

  @Test
  void readsHostsInEveryForm() {
    List<String> list =
        compose
            .readService("extra_hosts: ['a:192.0.2.1', 'b=[::1]', 'c:host-gateway']")
            .container()
            .networking()
            .extraHosts();
    List<String> mapping =
        compose
            .readService("extra_hosts: {c: host-gateway, b: '::1', a: 192.0.2.1}")
            .container()
            .networking()
            .extraHosts();

    assertThat(list).containsExactly("a:192.0.2.1", "b:::1", "c:host-gateway").isEqualTo(mapping);
  }

  @Test
  void readsMountsInEveryForm() {
    compose
        .with("conf/a.toml", "")
        .variable("HOME", folder.toString())
        .variable("COMPOSE_PROJECT_NAME", "p");

    Storage storage =
        compose
            .readService(
                """
                volumes:
                  - ./conf/a.toml:/etc/a.toml:ro
                  - ./conf/../conf/a.toml:/etc/b.toml
                  - ~/conf:/etc/c
                  - data:/data:rw
                  - /anonymous
                  - {type: bind, source: ./conf, target: /d, read_only: true}
                  - {type: volume, source: data, target: /e}
                  - {type: tmpfs, target: /f, tmpfs: {size: 1m, mode: 01777}}
                """)
            .container()
            .storage();

    String conf = folder.resolve("conf").toString();
    String data = "p_data";
    assertThat(storage.mounts())
        .containsExactly(
            new Mount(Kind.BIND, Optional.of(conf + "/a.toml"), "/etc/a.toml", true),
            new Mount(Kind.BIND, Optional.of(conf + "/a.toml"), "/etc/b.toml", false),
            new Mount(Kind.BIND, Optional.of(conf), "/etc/c", false),
            new Mount(Kind.VOLUME, Optional.of(data), "/data", false),
            new Mount(Kind.VOLUME, Optional.empty(), "/anonymous", false),
            new Mount(Kind.BIND, Optional.of(conf), "/d", true),
            new Mount(Kind.VOLUME, Optional.of(data), "/e", false));
    assertThat(storage.tmpfs()).contains(List.of("/f:size=1048576,mode=1777"));
  }

  @Test
  void tellsNoTmpfsFromNothingSaidOfIt() {
    assertThat(compose.readService("tmpfs: []").container().storage().tmpfs()).contains(List.of());
    assertThat(compose.readService("init: true").container().storage().tmpfs()).isEmpty();
    assertThat(compose.readService("tmpfs: /tmp:exec,mode=1777").container().storage().tmpfs())
        .contains(List.of("/tmp:exec,mode=1777"));
  }

  private static List<Attachment> attachments(DesiredFleet fleet) {
    return ComposeFolder.service(fleet, "a").container().networking().networks();
  }
}
