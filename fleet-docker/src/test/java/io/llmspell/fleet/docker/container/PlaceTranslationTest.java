package io.llmspell.fleet.docker.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.GrantedFile;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Networking.Attachment;
import io.llmspell.fleet.model.Networking.Publication;
import io.llmspell.fleet.model.Security;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.Storage.Kind;
import io.llmspell.fleet.model.Storage.Mount;
import io.llmspell.fleet.testkit.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What surrounds a container: mounts, published ports, networks and names in them. */
class PlaceTranslationTest {

  @Test
  void foldersOfConfigsAndSecretsAreVolumesWhereTheRootIsReadOnly() {
    GrantedFile secret =
        new GrantedFile(
            GrantedFile.Kind.SECRET,
            "key",
            new GrantedFile.Text("x"),
            "/run/secrets/key",
            Optional.empty(),
            Optional.empty(),
            0444);
    ContainerSpec open =
        ContainerSpec.PLAIN.withStorage(new Storage(List.of(), Optional.empty(), List.of(secret)));
    ContainerSpec locked =
        open.withSecurity(
            new Security(
                Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty(), false));

    assertThat(GrantPlaces.byFolder(open)).isEqualTo(Map.of("/", List.of(secret)));
    assertThat(GrantPlaces.nameIn("/", secret)).isEqualTo("run/secrets/key");
    assertThat(GrantPlaces.byFolder(locked)).isEqualTo(Map.of("/run/secrets", List.of(secret)));
    assertThat(GrantPlaces.nameIn("/run/secrets", secret)).isEqualTo("key");
    assertThat(mounts(open)).isEmpty();
    assertThat(mounts(locked))
        .singleElement()
        .satisfies(
            mount -> {
              assertThat(mount.at("/Type").asText()).isEqualTo("volume");
              assertThat(mount.at("/Target").asText()).isEqualTo("/run/secrets");
              assertThat(mount.at("/Source").asText()).isIn("", "null");
            });
  }

  private static List<JsonNode> mounts(ContainerSpec container) {
    return new Translation(Samples.service("web").container(container).build())
        .told()
        .at("/HostConfig/Mounts")
        .valueStream()
        .toList();
  }

  @Test
  void mountsAreToldWithTheNamesThatTheEngineKnows() {
    JsonNode mounts =
        mounts(
            Samples.service("web")
                .container(
                    stored(
                        new Mount(Kind.BIND, Optional.of("/srv/data"), "/data", true),
                        new Mount(Kind.VOLUME, Optional.of("cache"), "/cache", false),
                        new Mount(Kind.VOLUME, Optional.empty(), "/scratch", false)))
                .build());

    assertThat(mounts).hasSize(3);
    assertThat(mounts.at("/0/Type").asText()).isEqualTo("bind");
    assertThat(mounts.at("/0/Source").asText()).isEqualTo("/srv/data");
    assertThat(mounts.at("/0/Target").asText()).isEqualTo("/data");
    assertThat(mounts.at("/0/ReadOnly").asBoolean()).isTrue();
    assertThat(mounts.at("/1/Type").asText()).isEqualTo("volume");
    assertThat(mounts.at("/1/Source").asText()).isEqualTo("demo_cache");
    assertThat(mounts.at("/1/ReadOnly").asBoolean()).isFalse();
    assertThat(mounts.at("/2/Type").asText()).isEqualTo("volume");
    assertThat(mounts.at("/2/Source").asText("")).isEmpty();
  }

  @Test
  void aKernelsLeaseIsMountedBesideItsOwnMountsForItToWriteTo() {
    JsonNode mounts =
        mounts(
            Samples.service("lua")
                .kernel()
                .container(stored(new Mount(Kind.BIND, Optional.of("/srv"), "/data", true)))
                .build());

    assertThat(mounts).hasSize(2);
    assertThat(mounts.at("/1/Type").asText()).isEqualTo("volume");
    assertThat(mounts.at("/1/Source").asText()).isEqualTo(Translation.VOLUME);
    assertThat(mounts.at("/1/Target").asText()).isEqualTo("/run/fleet");
    assertThat(mounts.at("/1/ReadOnly").asBoolean()).isFalse();
  }

  @Test
  void aKernelPublishesNothingUnlessItHasTo() {
    JsonNode told = new Translation(Samples.service("lua").kernel().build()).told();

    assertThat(told.at("/HostConfig/PortBindings")).isEmpty();
    assertThat(told.at("/ExposedPorts")).isEmpty();
  }

  @Test
  void aKernelPublishesItsFivePortsOnLoopbackUnderTheSameNumbers() {
    JsonNode told =
        new Translation(Samples.service("lua").kernel().build()).publishingPorts().told();

    JsonNode bindings = told.at("/HostConfig/PortBindings");
    assertThat(bindings).hasSize(5);
    Translation.PORTS.ports().forEach(p -> assertBound(bindings, p + "/tcp", "127.0.0.1", "" + p));
    assertThat(told.at("/ExposedPorts").properties())
        .extracting(java.util.Map.Entry::getKey)
        .containsExactlyInAnyOrder("9555/tcp", "9556/tcp", "9557/tcp", "9558/tcp", "9559/tcp");
  }

  @Test
  void explicitPortsAreBoundToLoopbackUnlessTheFileNamesAnotherAddress() {
    JsonNode bindings =
        bindings(
            new Translation(
                Samples.service("web")
                    .container(
                        published(
                            new Publication(Optional.empty(), Optional.of(8080), 80, "tcp"),
                            new Publication(Optional.of("0.0.0.0"), Optional.of(5353), 53, "udp")))
                    .build()));

    assertThat(bindings).hasSize(2);
    assertBound(bindings, "80/tcp", "127.0.0.1", "8080");
    assertBound(bindings, "53/udp", "0.0.0.0", "5353");
  }

  @Test
  void aPortWithoutANumberOutsideIsTheEnginesToChoose() {
    JsonNode bindings =
        bindings(
            new Translation(
                Samples.service("web")
                    .container(
                        published(new Publication(Optional.empty(), Optional.empty(), 80, "tcp")))
                    .build()));

    assertBound(bindings, "80/tcp", "127.0.0.1", "");
  }

  @Test
  void anExplicitPortInTheKernelsBlockIsNotPublishedTwice() {
    JsonNode bindings =
        bindings(
            new Translation(
                    Samples.service("lua")
                        .kernel()
                        .container(
                            published(
                                new Publication(
                                    Optional.of("0.0.0.0"), Optional.of(9556), 9556, "tcp")))
                        .build())
                .publishingPorts());

    assertThat(bindings).hasSize(5);
    assertBound(bindings, "9555/tcp", "127.0.0.1", "9555");
    assertBound(bindings, "9556/tcp", "0.0.0.0", "9556");
  }

  @Test
  void joinsItsFirstNetworkByItsIdUnderTheServicesNameAndItsAliases() {
    ServiceSpec service =
        Samples.service("lua")
            .kernel()
            .container(
                attached(
                    new Attachment("back", List.of("brain")),
                    new Attachment("front", List.of("face"))))
            .build();

    JsonNode told = new Translation(service).joining("net-1").told();

    assertThat(told.at("/HostConfig/NetworkMode").asText()).isEqualTo("net-1");
    JsonNode endpoints = told.at("/NetworkingConfig/EndpointsConfig");
    assertThat(endpoints).hasSize(1);
    assertThat(Translation.texts(endpoints.at("/net-1/Aliases"))).containsExactly("brain", "lua");
  }

  @Test
  void anAdHocKernelHasNoServicesNameToBeFoundBy() {
    ServiceSpec service =
        Samples.service("spawned")
            .kernel()
            .container(attached(new Attachment("back", List.of())))
            .build();

    JsonNode told = new Translation(service).adHoc().joining("net-1").told();

    assertThat(told.at("/HostConfig/NetworkMode").asText()).isEqualTo("net-1");
    assertThat(told.toString()).doesNotContain("\"spawned\"");
  }

  @Test
  void aNetworkModeIsToldInsteadOfANetwork() {
    Networking host =
        new Networking(
            List.of(), Optional.of("host"), List.of(), Optional.of("box"), List.of("db:10.0.0.9"));
    ServiceSpec service =
        Samples.service("lua").kernel().container(ContainerSpec.PLAIN.withNetworking(host)).build();

    JsonNode told = new Translation(service).told();

    assertThat(told.at("/HostConfig/NetworkMode").asText()).isEqualTo("host");
    assertThat(told.at("/NetworkingConfig/EndpointsConfig")).isEmpty();
    assertThat(told.at("/Hostname").asText()).isEqualTo("box");
    assertThat(Translation.texts(told.at("/HostConfig/ExtraHosts"))).containsExactly("db:10.0.0.9");
  }

  private static JsonNode mounts(ServiceSpec service) {
    return new Translation(service).told().at("/HostConfig/Mounts");
  }

  private static JsonNode bindings(Translation translation) {
    return translation.told().at("/HostConfig/PortBindings");
  }

  private static void assertBound(JsonNode bindings, String port, String ip, String hostPort) {
    JsonNode bound = bindings.path(port);
    assertThat(bound).as(port).hasSize(1);
    assertThat(bound.at("/0/HostIp").asText()).as(port).isEqualTo(ip);
    assertThat(bound.at("/0/HostPort").asText()).as(port).isEqualTo(hostPort);
  }

  private static ContainerSpec stored(Mount... mounts) {
    return ContainerSpec.PLAIN.withStorage(new Storage(List.of(mounts), Optional.empty()));
  }

  private static ContainerSpec published(Publication... ports) {
    return ContainerSpec.PLAIN.withNetworking(
        new Networking(List.of(), Optional.empty(), List.of(ports), Optional.empty(), List.of()));
  }

  private static ContainerSpec attached(Attachment... networks) {
    return ContainerSpec.PLAIN.withNetworking(Networking.NONE.withNetworks(List.of(networks)));
  }
}
