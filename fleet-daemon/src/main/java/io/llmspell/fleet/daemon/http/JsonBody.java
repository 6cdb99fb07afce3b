package io.llmspell.fleet.daemon.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmspell.fleet.json.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the bodies of requests. */
final class JsonBody {
  private static final Pattern JSON_TYPE =
      Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?");

  private JsonBody() {}

  /**
   * One JSON value in UTF-8 that is as it should be. No body is an object without fields.
   *
   * @throws ProblemException with {@code UNSUPPORTED_MEDIA_TYPE}, {@code TOO_LARGE} or {@code
   *     MALFORMED}
   */
  static JsonNode of(Visit visit, Schema schema, int most) {
    visit
        .header("Content-Encoding")
        .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
        .ifPresent(encoding -> unsupported("a body has to come without Content-Encoding"));
    byte[] body = visit.body(most);
    Optional<String> type = visit.header("Content-Type");
    if (body.length > 0
        && !type.filter(t -> JSON_TYPE.matcher(t.toLowerCase(Locale.ROOT).strip()).matches())
            .isPresent()) {
      unsupported("a body has to be JSON: send it with Content-Type: application/json");
    }
    JsonNode value = body.length == 0 ? JsonNodeFactory.instance.objectNode() : parsed(body);
    schema
        .fault("the body", value)
        .ifPresent(
            fault -> {
              throw ProblemException.malformed(fault);
            });
    return value;
  }

  private static JsonNode parsed(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      if (contains(body, (byte) 0)) {
        throw ProblemException.malformed("the body has a byte of 0: JSON comes in UTF-8");
      }
      return JsonText.readStrictly(body);
    } catch (CharacterCodingException e) {
      throw ProblemException.malformed("the body is not UTF-8");
    } catch (JsonProcessingException e) {
      String where =
          Optional.ofNullable(e.getLocation())
              .map(at -> " at line " + at.getLineNr() + ", column " + at.getColumnNr())
              .orElse("");
      throw ProblemException.malformed("the body is not JSON" + where);
    } catch (IOException e) {
      throw new IllegalStateException("memory can always be read", e);
    }
  }

  private static boolean contains(byte[] bytes, byte searched) {
    for (byte one : bytes) {
      if (one == searched) {
        return true;
      }
    }
    return false;
  }

  private static void unsupported(String detail) {
    throw new ProblemException(Refusal.UNSUPPORTED_MEDIA_TYPE, detail);
  }
}
