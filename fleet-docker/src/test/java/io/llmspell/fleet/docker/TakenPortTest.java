package io.llmspell.fleet.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the words of the engines that were tried. */
class TakenPortTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Engine 20.10 to 28, a container's
        "driver failed programming external connectivity on endpoint tp2 (7381): Bind for"
            + " 127.0.0.1:9555 failed: port is already allocated",
        // Engine 20.10 to 26, somebody else's
        "Error starting userland proxy: listen tcp4 127.0.0.1:9555: bind: address already in use.",
        // Engine 28
        "failed to bind host port for 127.0.0.1:9555:172.17.0.2:8080/tcp: address already in use",
        "failed to bind host port for [2001:db8:0:1::7]:9555:[fd00::2]:8080/tcp: address already in"
            + " use",
        // Podman 4
        "cannot listen on the TCP port: listen tcp4 127.0.0.1:9555: bind: address already in use"
      })
  void theEnginesWordsNameThePort(String words) {
    assertThat(TakenPort.in(new IllegalStateException(words))).contains(9555);
  }

  @Test
  void otherFailuresAreAboutNoPort() {
    assertThat(TakenPort.in(new IllegalStateException("network 127.0.0.1:9555 not found")))
        .isEmpty();
  }
}
