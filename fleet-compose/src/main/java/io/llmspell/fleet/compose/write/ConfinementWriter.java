package io.llmspell.fleet.compose.write;

import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.Security;
import java.math.BigDecimal;

/** Writes what a container may use and may do. */
final class ConfinementWriter {
  private ConfinementWriter() {}

  static void write(Limits limits, Security security, Block service) {
    Block ulimits = new Block();
    limits.ulimits().forEach((name, ulimit) -> ulimits.block(name, ulimit(ulimit)));
    service.blockUnlessEmpty("ulimits", ulimits);
    limits.cpus().ifPresent(cpus -> service.number("cpus", new BigDecimal(cpus.toString())));
    service
        .text("mem_limit", limits.memory())
        .text("memswap_limit", limits.memorySwap())
        .text("mem_reservation", limits.memoryReservation())
        .number("pids_limit", limits.pids())
        .text("shm_size", limits.shmSize())
        .truth("read_only", security.readOnly())
        .texts("cap_add", security.capAdd())
        .texts("cap_drop", security.capDrop())
        .texts("security_opt", security.securityOpt())
        .flag("privileged", security.privileged());
  }

  private static Block ulimit(Limits.Ulimit ulimit) {
    return new Block()
        .number("soft", BigDecimal.valueOf(ulimit.soft()))
        .number("hard", BigDecimal.valueOf(ulimit.hard()));
  }
}
