package io.llmspell.fleet.docker.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a subnet has. */
class SubnetTest {

  @ParameterizedTest
  @CsvSource({
    "172.18.0.0/16, 172.18.255.1, true",
    "172.18.0.0/16, 172.19.0.1, false",
    "10.0.0.128/25, 10.0.0.200, true",
    "10.0.0.128/25, 10.0.0.100, false",
    "203.0.113.7/32, 203.0.113.7, true",
    "0.0.0.0/0, 203.0.113.7, true",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe80::1, false",
    "0.0.0.0/0, fd12::1, false"
  })
  void hasTheAddressesThatShareItsPrefix(String subnet, String address, boolean contained)
      throws UnknownHostException {
    assertThat(Subnet.contains(subnet, InetAddress.getByName(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1", "127.0.0.0/", "127.0.0.0/x"})
  void whatIsNoSubnetHasNone(String text) {
    assertThat(Subnet.contains(text, InetAddress.getLoopbackAddress())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.0/8, true", "203.0.113.0/24, false", "'', false"})
  void thisMachineReachesIntoTheSubnetsThatItIsPartOf(String subnet, boolean reached) {
    Reach reach = new Reach(URI.create("unix:///var/run/docker.sock"));

    assertThat(reach.reachesInto(subnet)).isEqualTo(reached);
  }
}
