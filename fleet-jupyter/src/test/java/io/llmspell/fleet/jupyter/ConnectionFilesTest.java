package io.llmspell.fleet.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.PortBlock;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionFilesTest {
  private static final ConnectionInfo CONNECTION =
      ConnectionInfo.of("127.0.0.1", new PortBlock(9555), "topsecret", "lua");

  @Test
  void readsBackWhatItWrites() {
    assertThat(ConnectionFiles.decode(ConnectionFiles.encode(CONNECTION))).isEqualTo(CONNECTION);
  }

  @Test
  void writesTheFieldsThatJupyterReads() {
    assertThat(new String(ConnectionFiles.encode(CONNECTION), UTF_8))
        .contains("\"transport\"", "\"ip\"", "\"shell_port\" : 9555", "\"iopub_port\" : 9556")
        .contains("\"stdin_port\" : 9557", "\"control_port\" : 9558", "\"hb_port\" : 9559")
        .contains("\"key\"", "\"signature_scheme\" : \"hmac-sha256\"", "\"kernel_name\" : \"lua\"");
  }

  @Test
  void acceptsAFileWithoutAKernelName() {
    String file = json().replace("\"kernel_name\" : \"lua\"", "\"more\" : []");

    assertThat(ConnectionFiles.decode(file.getBytes(UTF_8)).kernelName())
        .isEqualTo(Optional.empty());
  }

  @Test
  void refusesAFileAtEveryLengthShortOfWhole() {
    byte[] whole = ConnectionFiles.encode(CONNECTION);
    for (int length = 0; length < whole.length; length++) {
      refuses(Arrays.copyOf(whole, length), "");
    }
  }

  @Test
  void saysWhichFieldIsWrong() {
    refuses(json().replace("9559", "0"), "hb_port");
    refuses(json().replace("9559", "70000"), "hb_port");
    refuses(json().replace("9556", "\"9556\""), "iopub_port");
    refuses(json().replace("\"shell_port\"", "\"shell\""), "shell_port");
    refuses(json().replace("\"127.0.0.1\"", "\"\""), "ip");
    refuses(json().replace("\"tcp\"", "\"ipc\""), "transport");
    refuses(json().replace("hmac-sha256", "hmac-md5"), "signature_scheme");
    refuses(json().replace("\"topsecret\"", "5"), "key");
    refuses("[]", "object");
  }

  private static String json() {
    return new String(ConnectionFiles.encode(CONNECTION), UTF_8);
  }

  private static void refuses(String content, String why) {
    refuses(content.getBytes(UTF_8), why);
  }

  private static void refuses(byte[] content, String why) {
    assertThatExceptionOfType(FleetException.class)
        .isThrownBy(() -> ConnectionFiles.decode(content))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE))
        .satisfies(e -> assertThat(e.getMessage()).contains(why).doesNotContain("topsecret"));
  }
}
