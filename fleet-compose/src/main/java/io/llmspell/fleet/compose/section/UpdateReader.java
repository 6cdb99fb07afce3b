package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.model.RollbackConfig;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.model.UpdateConfig.FailureAction;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads {@code update_config} and {@code rollback_config}, which have the same keys. */
final class UpdateReader {
  /** More digits than a ratio can have. */
  private static final int LONGEST = 40;

  private static final Map<String, UpdateOrder> ORDERS =
      Map.of("stop-first", UpdateOrder.STOP_FIRST, "start-first", UpdateOrder.START_FIRST);
  private static final Map<String, FailureAction> AFTER_ROLLBACK =
      Map.of("continue", FailureAction.CONTINUE, "pause", FailureAction.PAUSE);
  private static final Map<String, FailureAction> AFTER_UPDATE =
      Map.of(
          "continue", FailureAction.CONTINUE,
          "pause", FailureAction.PAUSE,
          "rollback", FailureAction.ROLLBACK);

  private final Fields fields;

  private UpdateReader(Fields fields) {
    this.fields = fields;
  }

  static UpdateConfig update(Fields fields) {
    UpdateReader reader = new UpdateReader(fields);
    UpdateConfig none = UpdateConfig.DEFAULT;
    UpdateConfig config =
        new UpdateConfig(
            reader.parallelism(none.parallelism()),
            reader.duration("delay", none.delay()),
            reader.order(),
            reader.action(AFTER_UPDATE),
            reader.duration("monitor", none.monitor()),
            reader.ratio());
    fields.rejectOthers();
    return config;
  }

  static RollbackConfig rollback(Fields fields) {
    UpdateReader reader = new UpdateReader(fields);
    RollbackConfig none = RollbackConfig.DEFAULT;
    RollbackConfig config =
        new RollbackConfig(
            reader.parallelism(none.parallelism()),
            reader.duration("delay", none.delay()),
            reader.order(),
            reader.action(AFTER_ROLLBACK),
            reader.duration("monitor", none.monitor()),
            reader.ratio());
    fields.rejectOthers();
    return config;
  }

  private int parallelism(int otherwise) {
    return fields.get("parallelism").flatMap(v -> v.wholeNumberFrom(0)).orElse(otherwise);
  }

  private Duration duration(String key, Duration otherwise) {
    return fields.get(key).flatMap(v -> v.parsed(Durations::parse)).orElse(otherwise);
  }

  private UpdateOrder order() {
    return fields.get("order").flatMap(v -> v.oneOf(ORDERS)).orElse(UpdateOrder.STOP_FIRST);
  }

  private FailureAction action(Map<String, FailureAction> known) {
    return fields.get("failure_action").flatMap(v -> v.oneOf(known)).orElse(FailureAction.PAUSE);
  }

  private double ratio() {
    return fields
        .get("max_failure_ratio")
        .flatMap(v -> v.parsed(UpdateReader::ratio))
        .orElse(UpdateConfig.DEFAULT.maxFailureRatio());
  }

  private static double ratio(String text) {
    return number(text)
        .filter(ratio -> ratio.signum() >= 0 && ratio.compareTo(BigDecimal.ONE) <= 0)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is not a ratio from 0 to 1, such as 0.25"))
        .doubleValue();
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return text.length() > LONGEST ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
