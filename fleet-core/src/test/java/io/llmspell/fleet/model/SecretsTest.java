package io.llmspell.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What must not show up in a log. */
class SecretsTest {

  @Test
  void aConnectionIsPrintedWithoutItsKey() {
    ConnectionInfo connection =
        ConnectionInfo.of("10.0.0.1", new PortBlock(9555), "top-secret", "kernel-1a2b3c4d");
    assertThat(connection.toString())
        .doesNotContain("top-secret")
        .contains("10.0.0.1:9555,9556,9557,9558,9559");
    assertThat(connection.withIp("127.0.0.1").toString()).doesNotContain("top-secret");
    assertThat(connection.withIp("127.0.0.1").key()).isEqualTo("top-secret");
  }
}
