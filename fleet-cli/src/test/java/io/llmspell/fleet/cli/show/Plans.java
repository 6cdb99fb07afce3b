package io.llmspell.fleet.cli.show;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.testkit.Samples;
import java.util.List;
import java.util.Optional;

/** Plans to be shown. */
final class Plans {
  private static final ServiceSpec LUA = Samples.service("lua").kernel().build();

  private Plans() {}

  static Plan none() {
    return new Plan(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of());
  }

  /** One of each kind; what is replaced and removed runs. */
  static Plan full() {
    return of(running("old"), Samples.instance(LUA, 1).build(), List.of(running("gone")));
  }

  /** What is replaced and removed has ended already. */
  static Plan ofEnded() {
    return of(
        Samples.instance(Samples.service("old").build(), 1).exited(1).build(),
        Samples.instance(LUA, 1).exited(1).build(),
        List.of());
  }

  private static Plan of(Instance removed, Instance replaced, List<Instance> orphans) {
    return new Plan(
        List.of(
            new Action.Ensure(
                new Resource.Image(Samples.IMAGE, PullPolicy.MISSING), "it is not here")),
        List.of(start("js", "demo-js-1", "its slot is empty")),
        List.of(
            Action.Replace.stopFirst(replaced, start("lua", "demo-lua-1", "its image changed"))),
        List.of(new Action.Remove(removed, "the file has no such service")),
        List.of(new Action.Keep(running("redis"), "it is as the file wants it")),
        orphans,
        List.of(),
        List.of(),
        List.of());
  }

  private static Action.Start start(String service, String name, String reason) {
    ServiceSpec kernel = Samples.service(service).kernel().build();
    return new Action.Start(kernel, new Slot(kernel.name(), 1), name, 1, Optional.empty(), reason);
  }

  private static Instance running(String service) {
    return Samples.instance(Samples.service(service).build(), 1).build();
  }
}
