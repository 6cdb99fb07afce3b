package io.llmspell.fleet.cli.show;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.access.Quota;
import io.llmspell.fleet.daemon.access.Token;
import io.llmspell.fleet.daemon.access.TokenSecret;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tokens: whose they are and what they allow. */
public final class TokenTable {
  private static final List<String> HEADINGS =
      List.of("TOKEN", "USER", "ROLE", "KERNELS", "MEMORY", "CPUS", "CREATED");

  private TokenTable() {}

  /** A line each. */
  public static List<String> of(List<Token> tokens) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    tokens.forEach(token -> rows.add(row(token)));
    return KernelTable.aligned(rows);
  }

  /** An array. */
  public static String jsonOf(List<Token> tokens) {
    ArrayNode array = Json.NODES.arrayNode();
    for (Token token : tokens) {
      Principal principal = token.principal();
      Quota quota = principal.quota();
      ObjectNode node = array.addObject();
      node.put("id", token.id());
      node.put("user", principal.user().value());
      node.put("role", principal.role().toString());
      node.put("max_kernels", quota.kernels().orElse(null));
      node.put("max_memory_mb", quota.memory().map(ByteSize::mebibytes).orElse(null));
      node.put("max_cpus", quota.cpus().map(Cpus::toString).map(Double::valueOf).orElse(null));
      node.put("created_at", token.createdAt().toString());
    }
    return Json.text(array);
  }

  /** A token itself, for whoever has just made it. */
  public static String jsonOf(TokenSecret secret) {
    return Json.text(
        Json.NODES.objectNode().put("id", secret.digest().id()).put("token", secret.text()));
  }

  private static List<String> row(Token token) {
    Principal principal = token.principal();
    Quota quota = principal.quota();
    return List.of(
        token.id(),
        principal.user().value(),
        principal.role().toString(),
        orAny(quota.kernels()),
        orAny(quota.memory()),
        orAny(quota.cpus()),
        token.createdAt().toString());
  }

  private static String orAny(Optional<?> most) {
    return most.map(Object::toString).orElse("any");
  }
}
