package io.llmspell.fleet.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same trees and the same text as Jackson's own mapper makes. */
class JsonTextTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "\"\"",
        "{\"a\":{\"b\":[1,[2,{\"c\":null}],\"x\"]},\"d\":false}",
        "[0,-1,2147483647,2147483648,-9223372036854775808,9223372036854775808]",
        "[1.5,-0.0,1e300,1.0E-5]",
        "\"\\u0000 \\\\ \\\" \\n ä € \\ud83d\\ude00\"",
        "{\"a\":1,\"a\":2}",
        " [ 1 ] trailing",
        "",
        "  "
      })
  void readsAndWritesAsTheMapperDoes(String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    JsonNode expected = MAPPER.readTree(bytes);

    assertThat(JsonText.read(bytes)).isEqualTo(expected);
    assertThat(JsonText.read(new ByteArrayInputStream(bytes))).isEqualTo(expected);
    if (!expected.isMissingNode()) {
      assertThat(JsonText.write(expected)).isEqualTo(MAPPER.writeValueAsBytes(expected));
      assertThat(JsonText.writePretty(expected))
          .isEqualTo(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(expected));
    }
  }

  @Test
  void writesEveryKindOfNumber() throws IOException {
    JsonNode numbers =
        JsonNodeFactory.instance.arrayNode().add(1.5f).add((short) 3).add(new BigDecimal("1.10"));

    assertThat(JsonText.write(numbers)).isEqualTo(MAPPER.writeValueAsBytes(numbers));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1,", "{\"a\"}", "{a:1}", "nul", "]", "{\"a\":\"b", "[1}"})
  void halfOfAValueIsNone(String json) {
    assertThatThrownBy(() -> JsonText.read(json.getBytes(UTF_8)))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void aValueThatIsNestedTooDeepIsRefused() {
    assertThatThrownBy(() -> JsonText.read("[".repeat(100_000).getBytes(UTF_8)))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void leavesTheStreamOpen() throws IOException {
    boolean[] closed = {false};
    ByteArrayInputStream stream =
        new ByteArrayInputStream("1".getBytes(UTF_8)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    assertThat(JsonText.read(stream).intValue()).isEqualTo(1);
    assertThat(closed[0]).isFalse();
  }
}
