package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.jupyter.Execution;
import io.llmspell.fleet.jupyter.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaScriptKernelTest {
  private final LiveKernel js = LiveKernel.javaScript();

  @AfterAll
  void close() {
    js.close();
  }

  @Test
  void showsTheValueOfTheLastExpression() {
    assertThat(js.value("1 + 1")).isEqualTo("2");
    assertThat(js.value("var q = 3; q * 2")).isEqualTo("6");
    assertThat(js.value("'it\\'s'")).isEqualTo("'it\\'s'");
    assertThat(js.value("[1, 'a', null, undefined]")).isEqualTo("[1, 'a', null, undefined]");
    assertThat(js.value("({a: {b: [1]}})")).isEqualTo("{a: {b: [1]}}");
    assertThat(js.value("null")).isEqualTo("null");
    assertThat(js.value("(function named() {})")).isEqualTo("[Function: named]");
    assertThat(js.value("new Error('no')")).isEqualTo("Error: no");
    assertThat(js.value("/a+/g")).isEqualTo("/a+/g");
    assertThat(js.value("var o = {}; o.self = o; o")).contains("[Object]");
    assertThat(js.value("'🚀'")).isEqualTo("'🚀'");
    assertThat(js.run("undefined").result()).isEmpty();
    assertThat(js.run("var z = 1").result()).isEmpty();
  }

  @Test
  void keepsDeclarations() {
    js.run("var a = 1; let b = 2; const c = 3; function d() { return 4 }");
    assertThat(js.value("a + b + c + d()")).isEqualTo("10");
  }

  @Test
  void speaksSomeOfEs6() {
    assertThat(js.value("[1, 2].map(x => `<${x}>`).join('')")).isEqualTo("'<1><2>'");
    assertThat(js.value("const {p, r} = {p: 1, r: 2}; p + r")).isEqualTo("3");
    assertThat(js.value("new Map([[1, 2]]).get(1)")).isEqualTo("2");
  }

  @Test
  void sendsWhatIsPrinted() {
    Execution execution =
        js.run("console.log('a', 1, {b: 2}); print('c'); console.warn('w'); console.error('e')");
    assertThat(execution.stdout()).isEqualTo("a 1 {b: 2}\nc\n");
    assertThat(execution.stderr()).isEqualTo("w\ne\n");
  }

  @Test
  void reportsErrorsWithTheirStack() {
    Execution execution = js.run("function f() {\n null.x }\nf()");
    assertThat(execution.error().orElse("")).startsWith("TypeError: ");
    assertThat(execution.reply().path("traceback").toString()).contains(":2", ":3");
    assertThat(js.run("throw new RangeError('far')").error()).contains("RangeError: far");
    assertThat(js.run("throw 'plain'").error()).contains("Uncaught: 'plain'");
    assertThat(js.run("throw {code: 1}").error()).contains("Uncaught: {code: 1}");
    assertThat(js.run("x +* 1").error().orElse("")).startsWith("SyntaxError: ");
  }

  @Test
  void survivesEndlessRecursion() {
    assertThat(js.run("function f() { return 1 + f() } f()").error())
        .contains("RangeError: too much recursion");
    assertThat(js.run("function deep() { deep() } deep()").error())
        .contains("RangeError: too much recursion");
    assertThat(js.value("1")).isEqualTo("1");
  }

  @Test
  void runsPromiseJobsBeforeTheCellEnds() {
    Execution execution =
        js.run("Promise.resolve(1).then(v => print('then ' + v)); print('first')");
    assertThat(execution.stdout()).isEqualTo("first\nthen 1\n");
  }

  @Test
  void reportsRejectionsThatNobodyCaught() {
    assertThat(js.run("Promise.reject(new Error('lost')); 1").stderr()).contains("Error: lost");
  }

  @Test
  void dropsTheJobsOfAStoppedCell() {
    js.interrupted(
        "print('started'); Promise.resolve().then(() => { while (true) {} });"
            + "Promise.resolve().then(() => print('late'))");
    assertThat(js.run("1").stdout()).isEmpty();
  }

  @Test
  void inspectsWithoutRunningScripts() {
    js.run(
        "var trap = () => { throw 'sprung' };"
            + "var day = new Date(0); day.toString = trap; day.valueOf = trap;"
            + "var word = /a+/gi; word.toString = trap;"
            + "Object.defineProperty(word, 'source', {get: trap});"
            + "var list = [1]; Object.defineProperty(list, 0, {get: trap});"
            + "var fault = new Error(); fault.message = {toString: trap};");
    assertThat(inspect("day")).startsWith("day: ").contains("19").doesNotContain("sprung");
    assertThat(inspect("word")).isEqualTo("word: /a+/gi");
    assertThat(inspect("list")).isEqualTo("list: [[Getter]]");
    assertThat(inspect("fault")).isEqualTo("fault: Error: ");
    js.run("Date.prototype.toString = trap; RegExp.prototype.toString = trap");
    assertThat(js.value("new Date(NaN)")).isEqualTo("Invalid Date");
    assertThat(js.value("/b/")).isEqualTo("/b/");
  }

  @Test
  void hidesJava() {
    assertThat(js.value("typeof java + typeof Packages + typeof JavaAdapter + typeof importClass"))
        .isEqualTo("'undefinedundefinedundefinedundefined'");
    assertThat(js.run("''.getClass()").status()).isEqualTo("error");
    assertThat(js.run("print.getClass()").status()).isEqualTo("error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) {}",
        "while (true) { try { while (true) {} } catch (e) {} }",
        "while (true) { try { while (true) {} } finally { continue } }",
        "try { while (true) {} } finally { while (true) {} }",
        "[1].forEach(() => { while (true) {} })",
        "function* g() { while (true) { yield 1 } } for (let v of g()) {}",
        "function f() { while (true) { Promise.resolve().then(f); return } } f()",
        "function g() { Promise.resolve().then(g) } g()",
        "async_ = Promise.resolve(); function h() { async_ = async_.then(() => {}); h.c = async_.then(h) } h()",
      })
  void isInterruptedIn(String loop) {
    ObjectNode reply = js.interrupted("print('started'); " + loop);
    assertThat(reply.path("ename").asText()).isEqualTo("Interrupted");
    assertThat(js.value("6 * 7")).isEqualTo("42");
  }

  @Test
  void asksForInput() {
    List<String> prompts = new ArrayList<>();
    Execution execution =
        js.run(
            "input('a? ') + prompt('b? ') + readline()",
            (prompt, password) -> {
              prompts.add(prompt);
              return prompt.isEmpty() ? "c" : prompt.substring(0, 1);
            });
    assertThat(execution.result()).contains("'abc'");
    assertThat(prompts).containsExactly("a? ", "b? ", "");
    assertThat(js.run("try { input() } catch (e) { e.message }").result().orElse(""))
        .contains("allow_stdin");
  }

  @Test
  void knowsWhatIsComplete() {
    assertThat(completeness("1 + 1")).isEqualTo("complete");
    assertThat(completeness("function f() {")).isEqualTo("incomplete");
    assertThat(completeness("x +* 1")).isEqualTo("invalid");
  }

  @Test
  void completesNamesAndInspectsThem() {
    js.run("var box = {width: 1, weight: 2, get trap() { throw 'sprung' }}");
    assertThat(matches("box.w")).isEqualTo("[\"weight\",\"width\"]");
    assertThat(matches("box.trap.")).isEqualTo("[]");
    assertThat(matches("Math.flo")).isEqualTo("[\"floor\"]");
    assertThat(matches("'x'.pad")).isEqualTo("[]");
    assertThat(matches("conso")).isEqualTo("[\"console\"]");
    assertThat(inspect("box")).isEqualTo("box: {width: 1, weight: 2, trap: [Getter]}");
    assertThat(inspect("nothing")).isEmpty();
  }

  private String completeness(String code) {
    return js.ask("is_complete_request", Message.object().put("code", code))
        .path("status")
        .asText();
  }

  private String matches(String code) {
    return js.ask("complete_request", Message.object().put("code", code))
        .path("matches")
        .toString();
  }

  private String inspect(String code) {
    return js.ask("inspect_request", Message.object().put("code", code))
        .path("data")
        .path("text/plain")
        .asText();
  }
}
