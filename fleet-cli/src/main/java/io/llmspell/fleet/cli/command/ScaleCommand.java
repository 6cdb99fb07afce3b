package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.session.Wish;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes how many a service has, from now on. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = {
      "Bring services to so many instances, now and at every `up` to come.",
      "What is too much goes: the youngest idle first; what is busy may finish."
    })
final class ScaleCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "SERVICE=N",
      arity = "1..*",
      description = "Which service, and how many; or SERVICE N for one.")
  private final List<String> words = new ArrayList<>();

  @Mixin private final ChangeOptions change = new ChangeOptions();

  ScaleCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<ServiceName, Integer> scale = ScopeOptions.scale(numbers());
    Set<ServiceName> services = scale.keySet();
    Wish wish = context.session().declared().wishAsBefore(services, scale);
    Set<Slot> ofOthers =
        context.session().stopped(wish.desired().project()).stream()
            .filter(slot -> !services.contains(slot.service()))
            .collect(Collectors.toSet());
    return change.up(context, wish, new Scope(services, false, false, ofOthers), true);
  }

  private List<String> numbers() {
    boolean apart = words.size() == 2 && words.stream().noneMatch(word -> word.contains("="));
    return apart ? List.of(words.get(0) + "=" + words.get(1)) : words;
  }
}
