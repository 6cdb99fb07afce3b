package io.llmspell.fleet.docker.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Networking.Publication;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.testkit.Samples;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Addresses and ports that look alike and are not the same. */
class LookalikeTest {
  @Test
  void aRemoteEnginesNetworkIsNotReachedThoughThisMachineHasItsGatewaysAddressToo() {
    Reach remote = new Reach(URI.create("tcp://203.0.113.5:2375"));
    Listed listed =
        new Listed(Map.of(), "running", "Up 1 second").on("net", "127.0.0.1", "172.17.0.2");

    assertThat(remote.reaches("127.0.0.1")).isFalse();
    assertThat(remote.address(listed.build(), 9555)).isEmpty();
  }

  @Test
  void aPlainContainerThatKeepsEndingIsNotReady() {
    Map<String, String> labels = new Translation(Samples.service("web").build()).labels();
    Listed listed = new Listed(labels, "restarting", "Restarting (1) 3 seconds ago");

    Instance read =
        new InstanceReading(new Reach(URI.create("unix:///var/run/docker.sock")))
            .read(listed.build(), Optional.empty());

    assertThat(read.phase()).isNotEqualTo(Phase.READY);
  }

  @Test
  void anExplicitUdpPortDoesNotTakeTheKernelsTcpPortAway() {
    ContainerSpec udp =
        ContainerSpec.PLAIN.withNetworking(
            new Networking(
                List.of(),
                Optional.empty(),
                List.of(new Publication(Optional.empty(), Optional.of(9556), 9556, "udp")),
                Optional.empty(),
                List.of()));

    JsonNode bindings =
        new Translation(Samples.service("lua").kernel().container(udp).build())
            .publishingPorts()
            .told()
            .at("/HostConfig/PortBindings");

    assertThat(bindings.has("9556/tcp")).isTrue();
  }
}
