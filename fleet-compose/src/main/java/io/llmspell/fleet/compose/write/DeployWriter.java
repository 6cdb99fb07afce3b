package io.llmspell.fleet.compose.write;

import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.Deployment.Placement;
import io.llmspell.fleet.model.Deployment.RestartPolicy;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.RollbackConfig;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.model.UpdateConfig.FailureAction;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes {@code deploy}, as far as it differs from the defaults. */
final class DeployWriter {
  private DeployWriter() {}

  static void write(Deployment deployment, Limits limits, Block service) {
    Block deploy = new Block();
    deploy.blockUnlessEmpty("update_config", update(deployment.update()));
    deployment.rollback().ifPresent(r -> deploy.block("rollback_config", rollback(r)));
    deployment.restart().ifPresent(r -> deploy.block("restart_policy", restart(r)));
    deploy.pairs("labels", deployment.labels());
    deploy.blockUnlessEmpty("placement", placement(deployment.placement()));
    if (!limits.devices().isEmpty()) {
      List<Block> devices = limits.devices().stream().map(DeployWriter::device).toList();
      Block reservations = new Block().blocks("devices", devices);
      deploy.block("resources", new Block().block("reservations", reservations));
    }
    service.blockUnlessEmpty("deploy", deploy);
  }

  private static Block update(UpdateConfig config) {
    Block block =
        steps(
            config.delay(),
            config.order(),
            config.failureAction(),
            config.monitor(),
            config.maxFailureRatio());
    return config.parallelism() == UpdateConfig.DEFAULT.parallelism()
        ? block
        : block.number("parallelism", config.parallelism());
  }

  private static Block rollback(RollbackConfig config) {
    return steps(
            config.delay(),
            config.order(),
            config.failureAction(),
            config.monitor(),
            config.maxFailureRatio())
        .number("parallelism", config.parallelism());
  }

  private static Block steps(
      Duration delay, UpdateOrder order, FailureAction action, Duration monitor, double ratio) {
    Block block = new Block();
    if (!delay.isZero()) {
      block.text("delay", Durations.format(delay));
    }
    if (order != UpdateOrder.STOP_FIRST) {
      block.text("order", word(order));
    }
    if (action != FailureAction.PAUSE) {
      block.text("failure_action", word(action));
    }
    if (!monitor.isZero()) {
      block.text("monitor", Durations.format(monitor));
    }
    return ratio == 0 ? block : block.number("max_failure_ratio", BigDecimal.valueOf(ratio));
  }

  private static Block restart(RestartPolicy policy) {
    return new Block()
        .text("condition", word(policy.condition()))
        .text("delay", policy.delay().map(Durations::format))
        .number("max_attempts", policy.maxAttempts())
        .text("window", policy.window().map(Durations::format));
  }

  private static Block device(Limits.DeviceRequest device) {
    Block block =
        new Block()
            .text("driver", device.driver())
            .texts("capabilities", device.capabilities())
            .pairs("options", device.options());
    if (!device.ids().isEmpty()) {
      return block.texts("device_ids", device.ids());
    }
    return device.count() < 0 ? block.text("count", "all") : block.number("count", device.count());
  }

  private static Block placement(Placement placement) {
    Block block = new Block();
    if (!placement.constraints().isEmpty()) {
      block.texts("constraints", placement.constraints());
    }
    if (!placement.spreads().isEmpty()) {
      List<Block> spreads =
          placement.spreads().stream().map(s -> new Block().text("spread", s)).toList();
      block.blocks("preferences", spreads);
    }
    return block.number("max_replicas_per_node", placement.maxReplicasPerNode());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
