package io.llmspell.fleet.docker.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * At which address a container can be reached. 127.0.0.1 stands for an address of this machine;
 * 203.0.113.0/24 is kept for documentation, so no machine has an address of it.
 */
class ReachTest {
  private static final Reach LOCAL = new Reach(URI.create("unix:///var/run/docker.sock"));
  private static final Reach REMOTE = new Reach(URI.create("tcp://203.0.113.5:2375"));
  private static final int PORT = 9555;

  @Test
  void reachesANetworkWhoseGatewayIsThisMachine() {
    assertThat(LOCAL.reaches("127.0.0.1")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.1", ""})
  void doesNotReachANetworkWhoseGatewayIsElsewhere(String gateway) {
    assertThat(LOCAL.reaches(gateway)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:///var/run/docker.sock",
        "tcp://localhost:2375",
        "tcp://127.0.0.1:2375",
        "tcp://127.1.2.3:2375"
      })
  void sharesLoopbackWithAnEngineOnThisMachine(String engine) {
    assertThat(new Reach(URI.create(engine)).sharesLoopback()).isTrue();
  }

  /** A rootless engine's networks, and a virtual machine's, may look just like this machine's. */
  @Test
  void doesNotReachTheNetworksOfAnEngineThatIsSomeUsers(@TempDir Path folder) throws IOException {
    Path socket = Files.createFile(folder.resolve("docker.sock"));
    if (Files.getAttribute(socket, "unix:uid").equals(0)) {
      Files.setAttribute(socket, "unix:uid", 65_533);
    }
    Reach rootless = new Reach(URI.create("unix://" + socket));
    ListedContainer container = kernel().on("llmspell-network", "127.0.0.1", "172.30.0.7").build();

    assertThat(rootless.reaches("127.0.0.1")).isFalse();
    assertThat(rootless.reachesInto("127.0.0.0/8")).isFalse();
    assertThat(rootless.address(container, PORT)).isEmpty();
    assertThat(rootless.address(kernel().publishing("127.0.0.1", PORT, PORT).build(), PORT))
        .contains("127.0.0.1");
  }

  /** 127.0.0.1/8 stands for a network that this machine, as a container, is joined to. */
  @Test
  void fromAContainerReachesThoseOfItsNetworksAndNothingOfItsHosts() {
    Reach inside = new Reach(URI.create("unix:///var/run/docker.sock"), true);
    ListedContainer beside = kernel().on("shared", "203.0.113.1", "127.0.0.7", 8).build();
    ListedContainer elsewhere = kernel().on("other", "127.0.0.1", "203.0.113.7", 24).build();

    assertThat(inside.address(beside, PORT)).contains("127.0.0.7");
    assertThat(inside.address(elsewhere, PORT)).isEmpty();
    assertThat(inside.reaches("127.0.0.0/8", "203.0.113.1")).isTrue();
    assertThat(inside.reaches("203.0.113.0/24", "127.0.0.1")).isFalse();
    assertThat(inside.address(kernel().publishing("127.0.0.1", PORT, PORT).build(), PORT))
        .isEmpty();
    assertThat(inside.address(kernel().publishing("0.0.0.0", PORT, PORT).build(), PORT)).isEmpty();
    assertThat(inside.address(kernel().on("host", "", "").build(), PORT)).isEmpty();
    assertThat(inside.sharesLoopback()).isFalse();
  }

  @Test
  void sharesNoLoopbackWithAnEngineElsewhere() {
    assertThat(REMOTE.sharesLoopback()).isFalse();
  }

  @Test
  void reachesWhatIsPublishedOnLoopbackIfTheEngineIsLocal() {
    ListedContainer container = kernel().publishing("127.0.0.1", PORT, PORT).build();

    assertThat(LOCAL.address(container, PORT)).contains("127.0.0.1");
    assertThat(REMOTE.address(container, PORT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void reachesWhatIsPublishedOnAllAddressesAtTheEnginesOwn(String all) {
    ListedContainer container = kernel().publishing(all, PORT, PORT).build();

    assertThat(LOCAL.address(container, PORT)).contains("127.0.0.1");
    assertThat(REMOTE.address(container, PORT)).contains("203.0.113.5");
  }

  @Test
  void reachesWhatIsPublishedOnOneAddressThere() {
    ListedContainer container = kernel().publishing("203.0.113.9", PORT, PORT).build();

    assertThat(LOCAL.address(container, PORT)).contains("203.0.113.9");
    assertThat(REMOTE.address(container, PORT)).contains("203.0.113.9");
  }

  @Test
  void anotherPortOrAnotherNumberOutsideIsNoWayIn() {
    ListedContainer container =
        kernel()
            .publishing("127.0.0.1", PORT + 1, PORT + 1)
            .publishing("127.0.0.1", PORT, 8080)
            .exposing(PORT)
            .build();

    assertThat(LOCAL.address(container, PORT)).isEmpty();
  }

  @Test
  void reachesAContainersOwnAddressOnANetworkOfThisMachine() {
    ListedContainer container =
        kernel()
            .on("elsewhere", "203.0.113.1", "203.0.113.2")
            .on("llmspell-network", "127.0.0.1", "172.30.0.7")
            .build();

    assertThat(LOCAL.address(container, PORT)).contains("172.30.0.7");
  }

  @Test
  void prefersAPublishedPortToTheContainersOwnAddress() {
    ListedContainer container =
        kernel()
            .publishing("127.0.0.1", PORT, PORT)
            .on("llmspell-network", "127.0.0.1", "172.30.0.7")
            .build();

    assertThat(LOCAL.address(container, PORT)).contains("127.0.0.1");
  }

  @Test
  void aContainerThatHasNoAddressYetIsNotReached() {
    ListedContainer container = kernel().on("llmspell-network", "127.0.0.1", "").build();

    assertThat(LOCAL.address(container, PORT)).isEmpty();
  }

  @Test
  void reachesTheHostsNetworkOnlyIfTheHostIsThisMachine() {
    ListedContainer container = kernel().on("host", "", "").build();

    assertThat(LOCAL.address(container, PORT)).contains("127.0.0.1");
    assertThat(REMOTE.address(container, PORT)).isEmpty();
  }

  @Test
  void aContainerWithoutANetworkIsNotReached() {
    ListedContainer container = kernel().on("none", "", "").build();

    assertThat(LOCAL.address(container, PORT)).isEmpty();
  }

  private static Listed kernel() {
    return new Listed(Map.of(), "running", "Up 1 second");
  }
}
