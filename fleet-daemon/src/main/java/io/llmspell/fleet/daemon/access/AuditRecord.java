package io.llmspell.fleet.daemon.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.json.JsonText;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One change that somebody asked for, and what became of it. Texts are cut after {@value #LONGEST}
 * characters, and what looks like a token in one is masked; callers give no headers, no bodies and
 * no queries of addresses, where other secrets may be.
 *
 * @param at when it was answered
 * @param who the user; {@code -} if nobody that is known
 * @param from the address of his connection
 * @param what the method or operation: {@code POST}, {@code reload}
 * @param target what it was done to: a path without its query, a name
 * @param status of the answer, as in HTTP
 * @param code why it was refused or has failed; absent if it was done
 * @param request the id that the answer has, too
 */
public record AuditRecord(
    Instant at,
    String who,
    String from,
    String what,
    String target,
    int status,
    Optional<String> code,
    String request) {
  private static final int LONGEST = 512;

  /** A JSON object on a line of its own. Others can't put a line end into it. */
  byte[] line() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("at", at.toString());
    node.put("who", safe(who));
    node.put("from", safe(from));
    node.put("what", safe(what));
    node.put("target", safe(target));
    node.put("status", status);
    node.put("code", code.map(c -> safe(c.toLowerCase(Locale.ROOT))).orElse(null));
    node.put("request", safe(request));
    return AuditLog.line(JsonText.write(node));
  }

  private static String safe(String text) {
    String masked = TokenSecret.masked(text);
    return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…";
  }
}
