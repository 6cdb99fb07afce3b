package io.llmspell.fleet.compose;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import io.llmspell.fleet.compose.write.FleetWriter;
import io.llmspell.fleet.compose.write.PlainText;
import io.llmspell.fleet.model.DesiredFleet;

/**
 * Writes a fleet as one Compose file that {@link ComposeReader} reads as the same fleet, on this
 * machine: paths are absolute. Variables that are passed on from the caller appear by name only.
 * The same fleet is always written the same. Stateless; does not block.
 */
public final class ComposeWriter {
  private static final ObjectWriter YAML =
      new ObjectMapper(
              YAMLFactory.builder()
                  .stringQuotingChecker(new PlainText())
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .enable(Feature.MINIMIZE_QUOTES)
                  .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .disable(Feature.WRITE_DOC_START_MARKER)
                  .disable(Feature.SPLIT_LINES)
                  .build())
          .writer();

  /** In ASCII, since some signs that JSON takes as they are end a line in YAML. */
  private static final ObjectWriter JSON =
      new ObjectMapper(
              new JsonFactoryBuilder()
                  .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .build())
          .writerWithDefaultPrettyPrinter();

  private ComposeWriter() {}

  /** In YAML. */
  public static String yaml(DesiredFleet fleet) {
    return text(YAML, fleet);
  }

  /** In JSON, which is a Compose file as well. */
  public static String json(DesiredFleet fleet) {
    return text(JSON, fleet) + "\n";
  }

  private static String text(ObjectWriter writer, DesiredFleet fleet) {
    try {
      return writer.writeValueAsString(FleetWriter.file(fleet));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }
}
