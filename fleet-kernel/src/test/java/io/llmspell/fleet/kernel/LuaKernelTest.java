package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.jupyter.Execution;
import io.llmspell.fleet.jupyter.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LuaKernelTest {
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
  void showsTheValueOfAnExpression() {
    assertThat(lua.value("1 + 1")).isEqualTo("2");
    assertThat(lua.value("1, 'two', nil")).isEqualTo("1\ttwo\tnil");
    assertThat(lua.value("local a = 5; return a * 2")).isEqualTo("10");
    assertThat(lua.run("local a = 5").result()).isEmpty();
    assertThat(lua.run("-- a comment only").status()).isEqualTo("ok");
    assertThat(lua.run("").status()).isEqualTo("ok");
  }

  @Test
  void keepsGlobalsAndForgetsLocals() {
    lua.run("local gone = 1; kept = 2");
    assertThat(lua.value("x + 1")).isEqualTo("42");
    assertThat(lua.value("kept, gone")).isEqualTo("2\tnil");
  }

  @Test
  void sendsWhatIsPrinted() {
    Execution execution =
        lua.run(
            "print('a', 1, nil) io.write('b', 2) io.stdout:write('c\\n') io.stderr:write('oops')"
                + " io.output():write('d')");
    assertThat(execution.stdout()).isEqualTo("a\t1\tnil\nb2c\nd");
    assertThat(execution.stderr()).isEqualTo("oops");
    assertThat(execution.result()).isEmpty();
  }

  @Test
  void keepsTextBeyondTheBasicPlaneAndReplacesWhatIsNoText() {
    assertThat(lua.value("'grün 🚀 \\0 end'")).isEqualTo("grün 🚀 \0 end");
    assertThat(lua.value("#'🚀'")).isEqualTo("4");
    assertThat(lua.value("'a\\xffb'")).isEqualTo("a\ufffdb");
  }

  @Test
  void joinsManyPrintsAndLosesNone() {
    Execution execution = lua.run("for i = 1, 20000 do print(i) end");
    assertThat(execution.stdout().lines().count()).isEqualTo(20_000);
    assertThat(execution.contents("stream").size()).isLessThan(2_000);
  }

  @Test
  void reportsErrorsWithTheirStack() {
    Execution execution = lua.run("local function f()\n error('bad luck') end\nf()");
    assertThat(execution.status()).isEqualTo("error");
    assertThat(execution.error()).hasValueSatisfying(e -> assertThat(e).contains("bad luck"));
    assertThat(execution.reply().path("traceback").toString())
        .contains(":2:", "stack traceback")
        .doesNotContain("kernel:");
  }

  @Test
  void reportsErrorsThatAreNoStrings() {
    assertThat(lua.run("error({code = 1})").error().orElse("")).contains("table");
    assertThat(
            lua.run("error(setmetatable({}, {__tostring = function() return 'mine' end}))").error())
        .hasValueSatisfying(e -> assertThat(e).contains("mine"));
    assertThat(lua.run("error()").status()).isEqualTo("error");
  }

  @Test
  void reportsSyntaxErrors() {
    assertThat(lua.run("x ==== 1").error().orElse("")).startsWith("SyntaxError: ");
  }

  @Test
  void survivesEndlessRecursion() {
    assertThat(lua.run("local function f() return 1 + f() end f()").error().orElse(""))
        .contains("stack overflow");
    assertThat(lua.value("x")).isEqualTo("41");
  }

  @Test
  void refusesToExitAndToYieldAtTheTop() {
    assertThat(lua.run("os.exit(3)").error().orElse("")).contains("os.exit");
    assertThat(lua.run("coroutine.yield(1)").error().orElse("")).contains("yield");
    assertThat(lua.value("x")).isEqualTo("41");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "while true do xpcall(function() while true do end end, function() while true do end end) end",
        "coroutine.wrap(function() while true do end end)()",
        "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
        "while true do pcall(coroutine.wrap(function() pcall(function() while true do end end) end)) end",
        "local function f() while true do pcall(f) end end f()",
        "while true do print(1) end",
        "pcall(debug.sethook) while true do end",
        "local function f() pcall(f) f() end f()",
        "local function f() pcall(f) f() end while true do pcall(f) end",
        """
        coroutine.wrap(function()
          local x <close> = setmetatable({}, {__close = function() while true do end end})
          while true do end
        end)()""",
      })
  void isInterruptedIn(String loop) {
    ObjectNode reply = lua.interrupted("print('started') " + loop);
    assertThat(reply.path("status").asText()).isEqualTo("error");
    assertThat(reply.path("ename").asText()).isEqualTo("Interrupted");
    assertThat(lua.value("x")).isEqualTo("41");
  }

  @Test
  void closesWhatACoroutineLeavesByAnError() {
    assertThat(
            lua.value(
                """
                local closed = 'no'
                pcall(coroutine.wrap(function()
                  local x <close> = setmetatable({}, {__close = function() closed = 'yes' end})
                  error('inner')
                end))
                return closed"""))
        .isEqualTo("yes");
  }

  @Test
  void hidesJava() {
    assertThat(lua.value("java, luajava, package.loaded.java, package.loadlib"))
        .isEqualTo("nil\tnil\tnil\tnil");
    assertThat(lua.value("(pcall(require, 'java'))")).isEqualTo("false");
    assertThat(lua.value("(pcall(require, 'java.lang.System'))")).isEqualTo("false");
    assertThat(lua.value("(pcall(require, 'java.lang.System.exit'))")).isEqualTo("false");
  }

  @Test
  void needsNothingOfTheUsersStringTable() {
    try (LiveKernel other = LiveKernel.lua()) {
      other.run("kept = 1 for name in pairs(string) do string[name] = nil end");
      assertThat(other.run("error('bad luck')").error().orElse("")).contains("bad luck");
      assertThat(
              other
                  .ask("complete_request", Message.object().put("code", "kep"))
                  .path("matches")
                  .toString())
          .isEqualTo("[\"kept\"]");
      assertThat(
              other
                  .ask("is_complete_request", Message.object().put("code", "f("))
                  .path("status")
                  .asText())
          .isEqualTo("incomplete");
      assertThat(other.run("return io.read('l')", (prompt, password) -> "line").result())
          .contains("line");
    }
  }

  @Test
  void runsCoroutinesAsUsual() {
    assertThat(
            lua.value(
                """
                local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end)
                return co(1), co(10)"""))
        .isEqualTo("2\t20");
    assertThat(lua.value("pcall(coroutine.wrap(function() error('inner', 0) end))"))
        .isEqualTo("false\tinner");
  }

  @Test
  void keepsNoRecordOfCoroutinesThatAreGone() {
    String code =
        """
        for i = 1, 20000 do coroutine.wrap(function() io.write('') io.stderr:write('') end)() end
        collectgarbage() return 'done'""";
    assertThat(lua.value(code)).isEqualTo("done");
  }
}
