package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.ServiceSpec;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** All slots of one service. */
record ServiceRun(Map<String, SlotRun> slots) {
  CompletableFuture<?> when(ServiceSpec.Condition condition) {
    return CompletableFuture.allOf(
        slots.values().stream()
            .map(
                slot ->
                    switch (condition) {
                      case STARTED -> slot.started();
                      case HEALTHY -> slot.ready();
                      case COMPLETED_SUCCESSFULLY -> slot.completed();
                    })
            .toArray(CompletableFuture<?>[]::new));
  }
}
