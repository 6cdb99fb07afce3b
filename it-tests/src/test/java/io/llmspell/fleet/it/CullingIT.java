package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.loop.FleetView;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real kernels that nobody needs: what executes stays, what is only polled ends. */
@NeedsEngine
@Timeout(300)
class CullingIT {
  @TempDir Path folder;

  @AfterEach
  void nothingIsLeft() {
    assertThat(Leftovers.of("it-cull")).isEmpty();
  }

  @Test
  void whatExecutesStaysAndWhatIsOnlyPolledEnds() {
    try (KeptFleet kept =
        new KeptFleet(
            folder,
            """
            x-fleet: {name: it-cull, ports: 22400-22499}
            services:
              working:
                image: fleet-kernel:latest
                x-kernel: {language: lua, cull: {idle: 20s, connected: true}}
              polled:
                image: fleet-kernel:latest
                x-kernel: {language: lua, cull: {idle: 20s}}
              visited:
                image: fleet-kernel:latest
                x-kernel: {language: lua, cull: {idle: 20s}}
            """)) {
      FleetView all = kept.see(view -> answering(view).size() == 3);
      try (StockClient working = new StockClient(file(all, "it-cull-working-1"));
          StockClient visitor = new StockClient(file(all, "it-cull-visited-1"))) {
        assertThat(visitor.execute("1 + 1").path("result").asText()).isEqualTo("2");
        Eventually.see(
            Duration.ofMinutes(2),
            () -> {
              // Seconds apart, and never as long as it may be idle.
              working.execute("x = 1");
              kept.fleet().list(kept.file().project());
              return kept.events(Kind.CULLED).stream().map(FleetEvent::subject).toList();
            },
            List.of("it-cull-polled-1")::equals);
        kept.see(view -> answering(view).equals(Set.of("it-cull-visited-1", "it-cull-working-1")));
        assertThat(kept.events(Kind.WARNING))
            .extracting(FleetEvent::subject)
            .contains("it-cull-polled-1")
            .doesNotContain("it-cull-working-1");
      }
      // Nobody executes anything now, and nobody is connected.
      kept.see(view -> answering(view).isEmpty());
      assertThat(kept.events(Kind.CULLED))
          .extracting(FleetEvent::detail)
          .containsOnly("it was idle for 20s");
    }
  }

  private static Set<String> answering(FleetView view) {
    return view.instances().stream()
        .filter(KernelView::answers)
        .map(v -> v.instance().name())
        .collect(Collectors.toSet());
  }

  private static String file(FleetView view, String name) {
    return view.instances().stream()
        .filter(v -> v.instance().name().equals(name))
        .findFirst()
        .flatMap(KernelView::connectionFile)
        .orElseThrow()
        .toString();
  }
}
