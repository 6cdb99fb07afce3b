package io.llmspell.fleet.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.UnauthorizedException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Questions to an engine, answered as they come. Everything that a look needs is asked in this way:
 * docker-java works out the shape of each of its models anew in every process, which takes longer
 * than all the answers. Its failures are docker-java's own.
 */
final class Reading {
  private static final int FIRST_FAILURE = 300;

  private Reading() {}

  /** An answer that says something: neither nothing nor a single word. */
  static JsonNode tree(JsonNode answer) {
    if (!answer.isContainerNode()) {
      throw new NoEngineException("nothing", null);
    }
    return answer;
  }

  /** The same for a list. */
  static List<JsonNode> list(JsonNode answer) {
    if (!answer.isArray()) {
      throw new NoEngineException(answer.isContainerNode() ? "no list" : "nothing", null);
    }
    return ImmutableList.copyOf(answer);
  }

  /** What is made of the answer to a GET, while it is open. */
  static <T> T stream(DockerHttpClient http, String path, Content<T> content) {
    Request request = Request.builder().method(Request.Method.GET).path(path).build();
    try (Response response = http.execute(request);
        InputStream body = response.getBody()) {
      if (response.getStatusCode() >= FIRST_FAILURE) {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        throw failure(response.getStatusCode(), text);
      }
      return content.read(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DockerException failure(int status, String text) {
    return switch (status) {
      case 400 -> new BadRequestException(text);
      case 401 -> new UnauthorizedException(text);
      case 404 -> new NotFoundException(text);
      case 409 -> new ConflictException(text);
      case 500 -> new InternalServerErrorException(text);
      default -> new DockerException(text, status);
    };
  }

  /** Reads an answer. */
  @FunctionalInterface
  public interface Content<T> {
    T read(InputStream body) throws IOException;
  }
}
