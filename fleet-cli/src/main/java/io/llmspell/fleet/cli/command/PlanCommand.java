package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.PlanText;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.plan.Plan;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what {@code up} would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Print what `up` would do, and why; do nothing.")
final class PlanCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private final ScopeOptions scope = new ScopeOptions();

  PlanCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<ServiceName> services = scope.services(context.session());
    DesiredFleet desired = context.session().declared().wish(services, scope.scale()).desired();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      Plan plan = fleet.plan(desired, scope.scope(services));
      if (context.options().json()) {
        context.print(Json.of(plan));
      } else {
        context.print(PlanText.of(plan));
        context.print(PlanText.orphans(plan));
      }
      return 0;
    }
  }
}
