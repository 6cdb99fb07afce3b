package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code depends_on}; whether there are such services is seen when all are read. */
final class DependenciesReader {
  private static final Map<String, Condition> CONDITIONS =
      Map.of(
          "service_started", Condition.STARTED,
          "service_healthy", Condition.HEALTHY,
          "service_completed_successfully", Condition.COMPLETED_SUCCESSFULLY);

  private DependenciesReader() {}

  /**
   * One dependency.
   *
   * @param required whether it is a problem that the other service is not there or not active
   */
  record Dependence(String service, Condition condition, boolean required, Place place) {}

  static List<Dependence> read(Fields service) {
    Optional<Value> value = service.get("depends_on");
    if (value.isEmpty()) {
      return List.of();
    }
    List<Dependence> dependences =
        value.get().isList() ? shortForm(value.get()) : longForm(value.get());
    return dependences.stream().sorted(Comparator.comparing(Dependence::service)).toList();
  }

  private static List<Dependence> shortForm(Value value) {
    List<Dependence> dependences = new ArrayList<>();
    for (Value item : value.items()) {
      item.string()
          .ifPresent(
              name -> {
                if (dependences.stream().anyMatch(d -> d.service().equals(name))) {
                  item.place().problem("names " + name + " a second time");
                } else {
                  dependences.add(new Dependence(name, Condition.STARTED, true, item.place()));
                }
              });
    }
    return dependences;
  }

  private static List<Dependence> longForm(Value value) {
    List<Dependence> dependences = new ArrayList<>();
    Map<String, Value> all = value.fields().map(Fields::all).orElse(Map.of());
    all.forEach(
        (name, entry) ->
            entry.fields().ifPresent(f -> dependences.add(longForm(name, f, entry.place()))));
    return dependences;
  }

  private static Dependence longForm(String name, Fields fields, Place place) {
    Condition condition =
        fields.require("condition").flatMap(v -> v.oneOf(CONDITIONS)).orElse(Condition.STARTED);
    boolean required = fields.get("required").flatMap(Value::truth).orElse(true);
    Optional<Value> restart = fields.get("restart");
    if (restart.flatMap(Value::truth).orElse(false)) {
      restart.get().place().problem("restart: true is not supported; remove it");
    }
    fields.rejectOthers();
    return new Dependence(name, condition, required, place);
  }
}
