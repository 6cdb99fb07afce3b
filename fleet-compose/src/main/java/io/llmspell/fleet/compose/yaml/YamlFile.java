package io.llmspell.fleet.compose.yaml;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.problem.Position;
import io.llmspell.fleet.compose.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the one document of a YAML text. */
public final class YamlFile {
  /** Far beyond any real file, and still read in no time. */
  private static final long MOST_NODES = 100_000;

  private static final YAMLFactory FACTORY = new YAMLFactory();

  /** The parser says {@code problem\n in 'reader', line 3, column 1:}, perhaps more than once. */
  private static final Pattern MARK =
      Pattern.compile("(?:^|\\n)([^\\n]+)\\n\\s*in '[^']*', line (\\d+), column (\\d+)");

  /** Said of any character that can't begin a value, not only of those that look like blanks. */
  private static final String POINTLESS_ADVICE = "\\. \\(Do not use . for indentation\\)$";

  private YamlFile() {}

  /**
   * The file's root value; absent if the text is not YAML, which is a problem then.
   *
   * @param folder where relative paths in it begin
   * @param interpolation applied once to every scalar; what it throws as {@link
   *     IllegalArgumentException} is a problem of the scalar's place
   */
  public static Optional<Value> read(
      String text, Problems problems, Path folder, UnaryOperator<String> interpolation) {
    try (YAMLParser parser = FACTORY.createParser(text)) {
      YamlNode root = new TreeBuilder(parser, interpolation, problems, folder).document();
      return bounded(Optional.of(new Value(root, new Place(problems, root.position(), ""))));
    } catch (JsonProcessingException e) {
      syntaxProblem(e, problems);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a text in memory can't fail", e);
    }
  }

  /** The value; absent if there is more in it than can be gone through, which is a problem then. */
  public static Optional<Value> bounded(Optional<Value> root) {
    if (root.isEmpty() || root.get().node().size() <= MOST_NODES) {
      return root;
    }
    new Place(root.get().place().problems(), Position.WHOLE_FILE, "")
        .problem("is too large: its aliases expand to more than " + MOST_NODES + " values");
    return Optional.empty();
  }

  private static void syntaxProblem(JacksonException e, Problems problems) {
    String message = e.getOriginalMessage();
    List<MatchResult> marks = MARK.matcher(message).results().toList();
    if (marks.isEmpty()) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      boolean key = message.startsWith("Expected a field name");
      String what =
          key ? "a key must be a plain text" : message.lines().findFirst().orElse("unreadable");
      problems.add(new Position(problems.file(), line, 0), "", "not valid YAML: " + what);
      return;
    }
    MatchResult last = marks.get(marks.size() - 1);
    MatchResult first = marks.get(0);
    String problem = last.group(1).strip().replaceFirst(POINTLESS_ADVICE, "");
    String context =
        marks.size() == 1
            ? ""
            : " (" + first.group(1).strip() + " that begins in line " + first.group(2) + ")";
    Position position =
        new Position(
            problems.file(), Integer.parseInt(last.group(2)), Integer.parseInt(last.group(3)));
    problems.add(position, "", "not valid YAML: " + problem + context);
  }
}
