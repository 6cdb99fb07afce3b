package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.Execution;
import io.llmspell.fleet.jupyter.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a frontend asks of a Lua kernel beside running cells, and what the kernel asks of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LuaFrontendTest {
  private LiveKernel lua = LiveKernel.lua();

  @BeforeAll
  void forgetsNothing() {
    lua.run("x = 41");
  }

  @AfterAll
  void close() {
    lua.close();
  }

  @Test
  void asksForInput() {
    List<String> prompts = new ArrayList<>();
    Execution execution =
        lua.run(
            "local a = io.read() local b = input('b? ') return a .. b .. io.read('n') + 1",
            (prompt, password) -> {
              prompts.add(prompt);
              return List.of("grün", "zwei", "41").get(prompts.size() - 1);
            });
    assertThat(execution.result()).contains("grünzwei42");
    assertThat(prompts).containsExactly("", "b? ", "");
  }

  @Test
  void readsPartsOfALine() {
    assertThat(
            lua.run("return io.read(2, 'n', 'l', 'L')", (prompt, password) -> "ab12 rest").result())
        .contains("ab\t12\t rest\tab12 rest\n");
    assertThat(lua.run("return io.lines()()", (prompt, password) -> "one").result())
        .contains("one");
  }

  @Test
  void saysThatItMayNotAsk() {
    assertThat(lua.run("io.read()").error().orElse("")).contains("allow_stdin");
  }

  @Test
  void isInterruptedWhileItWaitsForInput() {
    Message cell =
        lua.client.send(
            Channel.SHELL,
            "execute_request",
            Message.object()
                .put("code", "while true do pcall(io.read) end")
                .put("allow_stdin", true));
    assertThat(lua.client.receive(Channel.STDIN, LiveKernel.PATIENCE)).isPresent();
    lua.kernel.interrupt();
    ObjectNode reply = lua.client.reply(Channel.SHELL, cell, LiveKernel.PATIENCE).content();
    assertThat(reply.path("ename").asText()).isEqualTo("Interrupted");
  }

  @Test
  void knowsWhatIsComplete() {
    assertThat(completeness("x = 1")).isEqualTo("complete");
    assertThat(completeness("1 + 1")).isEqualTo("complete");
    assertThat(completeness("function f()")).isEqualTo("incomplete");
    assertThat(completeness("x = [[ a")).isEqualTo("incomplete");
    assertThat(completeness("f(")).isEqualTo("incomplete");
    assertThat(completeness("x ==== 1")).isEqualTo("invalid");
  }

  @Test
  void completesNames() {
    assertThat(complete("string.for")).containsExactly("format");
    assertThat(complete("pri")).containsExactly("print");
    assertThat(complete("whi")).containsExactly("while");
    lua.run("account = setmetatable({amount = 1}, {__index = {add = print}})");
    assertThat(complete("account:a")).containsExactly("add", "amount");
    lua.run("name = 'text'");
    assertThat(complete("name:up")).containsExactly("upper");
    assertThat(complete("f().x")).isEmpty();
  }

  @Test
  void countsPositionsInCodePoints() {
    ObjectNode reply =
        lua.ask(
            "complete_request", Message.object().put("code", "s='🚀' prin").put("cursor_pos", 10));
    assertThat(reply.path("cursor_start").asInt()).isEqualTo(6);
    assertThat(reply.path("cursor_end").asInt()).isEqualTo(10);
    assertThat(reply.path("matches").toString()).isEqualTo("[\"print\"]");
  }

  @Test
  void inspectsNames() {
    lua.run("function sum(a, b) return a + b end");
    assertThat(inspect("sum")).contains("function", "2");
    assertThat(inspect("string.format")).contains("built-in");
    assertThat(inspect("string")).contains("table");
    assertThat(inspect("nothing_here")).isEmpty();
  }

  private String completeness(String code) {
    return lua.ask("is_complete_request", Message.object().put("code", code))
        .path("status")
        .asText();
  }

  private List<String> complete(String code) {
    List<String> matches = new ArrayList<>();
    lua.ask("complete_request", Message.object().put("code", code))
        .path("matches")
        .forEach(match -> matches.add(match.asText()));
    return matches;
  }

  private String inspect(String code) {
    return lua.ask(
            "inspect_request", Message.object().put("code", code).put("cursor_pos", code.length()))
        .path("data")
        .path("text/plain")
        .asText();
  }
}
