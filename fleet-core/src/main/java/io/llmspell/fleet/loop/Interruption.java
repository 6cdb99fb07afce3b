package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.KernelSpec.Interrupt;
import io.llmspell.fleet.runtime.SignalSender;
import java.time.Duration;

/** Interrupts what a kernel executes, by message or by signal. */
final class Interruption {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Surroundings around;

  Interruption(Surroundings around) {
    this.around = around;
  }

  /** Returns when the kernel has confirmed it, or the engine has delivered it. */
  void of(Instance kernel) {
    Interrupt how =
        kernel.spec().kernel().orElseThrow(() -> Diagnosis.notAKernel(kernel)).interrupt();
    if (how == Interrupt.SIGNAL) {
      around.ability(SignalSender.class, "send signals").signal(kernel, "SIGINT");
    } else if (!around.protocol().interrupt(new Connections(around).require(kernel), PATIENCE)) {
      throw new FleetException(
          ErrorCode.NOT_READY,
          kernel.name()
              + " did not confirm the interrupt within "
              + PATIENCE.toSeconds()
              + " s; if it does not know interrupt_request, give its service"
              + " `interrupt_mode: signal` under x-kernel");
    }
  }
}
