package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.loop.FleetView;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kernels that are kept ready, real ones. */
@NeedsEngine
@Timeout(300)
class WarmPoolIT {
  @TempDir Path folder;

  @AfterEach
  void nothingIsLeft() {
    assertThat(Leftovers.of("it-warm")).isEmpty();
  }

  @Test
  void eachClaimantGetsOneThatAnswersAndThePoolIsFilledAgain() {
    try (KeptFleet kept =
        new KeptFleet(
            folder,
            """
            x-fleet: {name: it-warm, ports: 22300-22399}
            services:
              lua:
                image: fleet-kernel:latest
                scale: 0
                x-kernel: {language: lua, warm: 3}
            """)) {
      FleetView before = kept.see(view -> warm(view).size() == 3);
      Supplier<KernelView> spawning =
          () -> kept.fleet().spawn(kept.file(), new ServiceName("lua"), Publish.AUTO);
      List<KernelView> had =
          Stream.generate(() -> CompletableFuture.supplyAsync(spawning)).limit(3).toList().stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(had)
          .extracting(view -> view.instance().id())
          .containsExactlyInAnyOrderElementsOf(warm(before));
      try (StockClient client =
          new StockClient(had.get(0).connectionFile().orElseThrow().toString())) {
        assertThat(client.execute("6 * 7").path("result").asText()).isEqualTo("42");
      }
      FleetView after = kept.see(view -> warm(view).size() == 3 && view.instances().size() == 6);
      assertThat(warm(after)).doesNotContainAnyElementsOf(warm(before));
      assertThat(after.instances())
          .filteredOn(view -> warm(before).contains(view.instance().id()))
          .allMatch(view -> view.instance().slot().isEmpty())
          .allMatch(view -> view.instance().name().equals("it-warm-" + view.instance().id()));
    }
  }

  private static Set<InstanceId> warm(FleetView view) {
    return view.instances().stream()
        .filter(KernelView::answers)
        .map(KernelView::instance)
        .filter(Instance::isWarm)
        .map(Instance::id)
        .collect(Collectors.toSet());
  }
}
