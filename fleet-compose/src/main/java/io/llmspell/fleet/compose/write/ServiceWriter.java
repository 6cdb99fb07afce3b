package io.llmspell.fleet.compose.write;

import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.model.BuildSpec;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.ContainerSpec.Logging;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.Deployment.RestartPolicy;
import io.llmspell.fleet.model.HealthCheck;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.model.UserName;
import java.util.Locale;
import java.util.Optional;

/** Writes one entry of {@code services}. */
final class ServiceWriter {
  private ServiceWriter() {}

  static Block service(ServiceSpec service) {
    Block block = new Block();
    block.text("image", service.image());
    service.build().ifPresent(build -> block.block("build", build(build)));
    // For what is the default, the Specification and docker-compose 1.29 have different words.
    if (service.pullPolicy() != PullPolicy.MISSING) {
      block.text("pull_policy", word(service.pullPolicy()));
    }
    block.number("scale", service.replicas());
    block.text("container_name", service.containerName());
    block.blockUnlessEmpty("depends_on", dependencies(service));
    DeployWriter.write(service.deployment(), service.container().limits(), block);
    service.kernel().ifPresent(kernel -> block.block("x-kernel", kernel(kernel)));
    block.text("restart", restart(service));
    container(service.container(), block);
    return block;
  }

  private static void container(ContainerSpec container, Block block) {
    ProcessWriter.write(container.process(), block);
    ConfinementWriter.write(container.limits(), container.security(), block);
    NetworkingWriter.write(container.networking(), block);
    StorageWriter.write(container.storage(), block);
    container.healthCheck().ifPresent(check -> block.block("healthcheck", healthCheck(check)));
    container.logging().ifPresent(logging -> block.block("logging", logging(logging)));
    block.pairs("labels", container.labels());
    block.text("platform", container.platform());
  }

  private static Block build(BuildSpec build) {
    return new Block()
        .text("context", build.context())
        .text("dockerfile", build.dockerfile())
        .pairs("args", build.args())
        .text("target", build.target())
        .pairs("labels", build.labels());
  }

  private static String restart(ServiceSpec service) {
    Restart restart = service.container().restart();
    Optional<Integer> attempts = service.deployment().restart().flatMap(RestartPolicy::maxAttempts);
    return word(restart).replace('_', '-')
        + attempts.filter(n -> restart == Restart.ON_FAILURE).map(n -> ":" + n).orElse("");
  }

  private static Block dependencies(ServiceSpec service) {
    Block block = new Block();
    service
        .dependsOn()
        .forEach(
            d ->
                block.block(
                    d.service().value(), new Block().text("condition", condition(d.condition()))));
    return block;
  }

  private static String condition(Condition condition) {
    return "service_" + word(condition);
  }

  private static Block kernel(KernelSpec kernel) {
    Sharing sharing = kernel.ownership().sharing();
    Block block =
        new Block()
            .text("owner", kernel.ownership().owner())
            .flag("shared", sharing.everybody())
            .texts(
                "shared",
                Optional.of(sharing.users())
                    .filter(users -> !users.isEmpty())
                    .map(users -> users.stream().map(UserName::value).toList()))
            .text("language", kernel.language())
            .text("config", kernel.config().map(KernelConfig::file))
            .text("connection", word(kernel.connection()))
            .text("interrupt_mode", word(kernel.interrupt()))
            .text("startup_timeout", Durations.format(kernel.startupTimeout()));
    CullingWriter.write(kernel.culling(), block);
    return kernel.warm() == 0 ? block : block.number("warm", kernel.warm());
  }

  private static Block healthCheck(HealthCheck check) {
    return new Block()
        .texts("test", check.test())
        .text("interval", check.interval().map(Durations::format))
        .text("timeout", check.timeout().map(Durations::format))
        .text("start_period", check.startPeriod().map(Durations::format))
        .number("retries", check.retries());
  }

  private static Block logging(Logging logging) {
    return new Block().text("driver", logging.driver()).pairs("options", logging.options());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
