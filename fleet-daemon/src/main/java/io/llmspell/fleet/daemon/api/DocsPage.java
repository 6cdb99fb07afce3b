package io.llmspell.fleet.daemon.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.daemon.http.Parameter;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Describes routes on one page for people, without scripts and without any other file. */
final class DocsPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>docker fleet</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem }
      h2 { margin-top: 2.5rem; font-size: 1.1rem } code, pre, h2 { font-family: ui-monospace, monospace }
      pre { background: #8882; padding: .7rem; overflow: auto } table { border-collapse: collapse }
      td { border-top: 1px solid #8885; padding: .2rem 1rem .2rem 0; vertical-align: top }
      :root { color-scheme: light dark }
      </style></head><body>
      <h1>docker fleet</h1>
      <p>What can be asked of this daemon. For programs: <a href="/openapi.json">openapi.json</a>.
      Whatever fails is answered as <code>application/problem+json</code>, with one of the
      <a href="#codes">codes</a>.</p>
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private DocsPage() {}

  static String of(List<Route> routes) {
    DocsPage docs = new DocsPage();
    routes.forEach(docs::add);
    docs.codes();
    return docs.page.append("</body></html>\n").toString();
  }

  private void add(Route route) {
    line("h2 id=\"" + route.id() + "\"", route.method() + " " + route.path());
    line("p", route.summary() + ". For: " + route.needed().name().toLowerCase(Locale.ROOT) + ".");
    page.append("<table>\n");
    route.parameters().forEach(this::add);
    if (route.repeatable()) {
      row("Idempotency-Key (header)", "asked again with the same key, it is done once");
    }
    route.answers().forEach((status, answer) -> row(status.toString(), answer.description()));
    route.failures().forEach((status, meaning) -> row(status.toString(), meaning));
    page.append("</table>\n");
    route.body().ifPresent(schema -> schema("Takes", schema));
    route
        .answers()
        .values()
        .forEach(answer -> answer.schema().ifPresent(schema -> schema("Answers", schema)));
  }

  private void add(Parameter parameter) {
    row(
        parameter.name() + " (" + parameter.in().name().toLowerCase(Locale.ROOT) + ")",
        parameter.description());
  }

  private void schema(String title, Schema schema) {
    Map<String, ObjectNode> named = new TreeMap<>();
    schema.describe(named);
    page.append("<details><summary>").append(title).append("</summary>\n");
    named.forEach(
        (name, described) -> {
          line("p", name);
          line("pre", new String(JsonText.writePretty(described), StandardCharsets.UTF_8));
        });
    page.append("</details>\n");
  }

  private void codes() {
    page.append("<h2 id=\"codes\">Codes</h2><table>\n");
    OpenApi.Codes.ALL.forEach(
        (code, status) ->
            page.append("<tr id=\"")
                .append(code)
                .append("\"><td><code>")
                .append(code)
                .append("</code></td><td>")
                .append(status)
                .append("</td></tr>\n"));
    page.append("</table>\n");
  }

  private void row(String name, String text) {
    page.append("<tr>");
    line("td", name);
    line("td", text);
    page.append("</tr>\n");
  }

  private void line(String tag, String text) {
    page.append('<').append(tag).append('>').append(escaped(text));
    page.append("</").append(tag.replaceFirst(" .*", "")).append(">\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
