package io.llmspell.fleet.daemon.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.UserName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@link Token}s as text, a JSON object a line. */
final class TokenText {
  private TokenText() {}

  static String write(List<Token> tokens) {
    return tokens.stream().map(TokenText::line).collect(Collectors.joining());
  }

  /**
   * @throws IllegalArgumentException for what {@link #write} does not write, with the number of the
   *     line and nothing of what is in it
   */
  static List<Token> read(String text) {
    List<String> lines = text.lines().toList();
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        tokens.add(token(JsonText.read(lines.get(i).getBytes(StandardCharsets.UTF_8))));
      } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
        throw new IllegalArgumentException("line " + (i + 1) + " is no token", e);
      }
    }
    return List.copyOf(tokens);
  }

  private static String line(Token token) {
    Principal principal = token.principal();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("user", principal.user().value());
    node.put("role", principal.role().toString());
    principal.quota().kernels().ifPresent(number -> node.put("max_kernels", number));
    principal.quota().memory().ifPresent(size -> node.put("max_memory", size.toString()));
    principal.quota().cpus().ifPresent(cpus -> node.put("max_cpus", cpus.toString()));
    node.put("created_at", token.createdAt().toString());
    node.put("sha256", token.digest().hex());
    return new String(JsonText.write(node), StandardCharsets.UTF_8) + "\n";
  }

  private static Token token(JsonNode node) {
    Quota quota =
        new Quota(
            text(node, "max_kernels").map(Integer::valueOf),
            text(node, "max_memory").map(ByteSize::parse),
            text(node, "max_cpus").map(Cpus::parse));
    return new Token(
        new TokenDigest(required(node, "sha256")),
        new Principal(
            new UserName(required(node, "user")), Role.parse(required(node, "role")), quota),
        Instant.parse(required(node, "created_at")));
  }

  private static String required(JsonNode node, String key) {
    return text(node, key).orElseThrow(() -> new IllegalArgumentException("it has no " + key));
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
  }
}
