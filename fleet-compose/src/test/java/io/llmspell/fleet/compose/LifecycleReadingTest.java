package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.Deployment.Placement;
import io.llmspell.fleet.model.Deployment.RestartPolicy;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.HealthCheck;
import io.llmspell.fleet.model.RollbackConfig;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.model.UpdateConfig.FailureAction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a service is started, checked and started again, and what is written down of it. */
class LifecycleReadingTest {
  @TempDir Path folder;
  private ComposeFolder compose = new ComposeFolder(Path.of("."));

  @BeforeEach
  void openFolder() {
    compose = new ComposeFolder(folder);
  }

  @Test
  void readsHealthChecksInEveryForm() {
    assertThat(healthCheck("{test: curl -f x, interval: 1m30s, timeout: 500ms, retries: 3}"))
        .contains(
            new HealthCheck(
                Optional.of(List.of("CMD-SHELL", "curl -f x")),
                Optional.of(Duration.ofSeconds(90)),
                Optional.of(Duration.ofMillis(500)),
                Optional.empty(),
                Optional.of(3)));
    assertThat(healthCheck("{test: [CMD, a, b]}").flatMap(HealthCheck::test))
        .contains(List.of("CMD", "a", "b"));
    assertThat(healthCheck("{test: NONE}")).contains(HealthCheck.DISABLED);
    assertThat(healthCheck("{test: [NONE]}")).contains(HealthCheck.DISABLED);
    assertThat(healthCheck("{disable: true}")).contains(HealthCheck.DISABLED);
    assertThat(healthCheck("{start_period: 5s}").flatMap(HealthCheck::test)).isEmpty();
  }

  @Test
  void readsRestartWithAndWithoutQuotes() {
    assertThat(restart("no")).isEqualTo(Restart.NO);
    assertThat(restart("\"no\"")).isEqualTo(Restart.NO);
    assertThat(restart("always")).isEqualTo(Restart.ALWAYS);
    assertThat(restart("on-failure")).isEqualTo(Restart.ON_FAILURE);
    assertThat(restart("unless-stopped")).isEqualTo(Restart.UNLESS_STOPPED);
  }

  @Test
  void readsHowAnUpdateGoes() {
    assertThat(updateOrder("{order: start-first}")).isEqualTo(UpdateOrder.START_FIRST);
    assertThat(updateOrder("{order: stop-first}")).isEqualTo(UpdateOrder.STOP_FIRST);
    assertThat(compose.readService("init: true").updateOrder()).isEqualTo(UpdateOrder.STOP_FIRST);
  }

  @Test
  void readsAllThatDeploySaysBesideResources() {
    Deployment deployment =
        compose
            .readService(
                """
                deploy:
                  mode: replicated
                  labels: {team: one}
                  placement:
                    constraints: [node.role==worker]
                    preferences: [{spread: node.labels.zone}]
                    max_replicas_per_node: 2
                  restart_policy: {condition: on-failure, delay: 5s, max_attempts: 3, window: 2m}
                  update_config:
                    parallelism: 2
                    delay: 10s
                    failure_action: rollback
                    monitor: 1m
                    max_failure_ratio: 0.3
                    order: start-first
                  rollback_config: {parallelism: 0, failure_action: continue}
                """)
            .deployment();

    assertThat(deployment)
        .isEqualTo(
            new Deployment(
                new UpdateConfig(
                    2,
                    Duration.ofSeconds(10),
                    UpdateOrder.START_FIRST,
                    FailureAction.ROLLBACK,
                    Duration.ofMinutes(1),
                    0.3),
                Optional.of(
                    new RollbackConfig(
                        0,
                        Duration.ZERO,
                        UpdateOrder.STOP_FIRST,
                        FailureAction.CONTINUE,
                        Duration.ZERO,
                        0)),
                Optional.of(
                    new RestartPolicy(
                        RestartPolicy.Condition.ON_FAILURE,
                        Optional.of(Duration.ofSeconds(5)),
                        Optional.of(3),
                        Optional.of(Duration.ofMinutes(2)))),
                Map.of("team", "one"),
                new Placement(
                    List.of("node.role==worker"), List.of("node.labels.zone"), Optional.of(2))));
    assertThat(compose.readService("init: true").deployment()).isEqualTo(Deployment.DEFAULT);
  }

  @Test
  void saysWhatOfDeployHasNoEffect() {
    compose.with(
        "docker-compose.yml",
        """
        services:
          a:
            image: i
            deploy:
              restart_policy: {condition: any, delay: 5s, window: 2m}
              rollback_config: {parallelism: 1}
          b: {image: i, profiles: [p], deploy: {rollback_config: {parallelism: 1}}}
          c: {image: i, restart: "on-failure:2"}
        """);
    List<String> warnings = new ArrayList<>();

    compose.reader().withWarnings(warnings::add).read(compose.file(), ReadOptions.NONE);

    assertThat(warnings)
        .containsExactly(
            "service a: deploy.rollback_config has no effect",
            "service a: deploy.restart_policy.delay has no effect",
            "service a: deploy.restart_policy.window has no effect");
  }

  @Test
  void readsRatiosAsTheyAreWritten() {
    for (String text : List.of("0", ".5", "0.25", "1e-1", "1.0", "0.0000001", "1E-7")) {
      assertThat(ratio(text)).isEqualTo(Double.parseDouble(text));
    }
    for (String text :
        List.of("-0.1", "1.1", "1e999999999999", "NaN", "half", "0." + "1".repeat(99))) {
      assertThat(
              compose.problemsOfService(
                  "deploy: {update_config: {max_failure_ratio: " + text + "}}"))
          .containsExactly(
              "4: deploy.update_config.max_failure_ratio: '"
                  + text
                  + "' is not a ratio from 0 to 1, such as 0.25");
    }
  }

  private double ratio(String text) {
    return compose
        .readService("deploy: {update_config: {max_failure_ratio: " + text + "}}")
        .deployment()
        .update()
        .maxFailureRatio();
  }

  @Test
  void aRestartPolicyIsARestartByAnotherName() {
    assertThat(restartedBy("{condition: none}")).isEqualTo(Restart.NO);
    assertThat(restartedBy("{condition: any}")).isEqualTo(Restart.ALWAYS);
    assertThat(restartedBy("{condition: on-failure}")).isEqualTo(Restart.ON_FAILURE);
    assertThat(compose.readService("restart: on-failure:4").restartAttempts()).contains(4);
    assertThat(compose.readService("restart: on-failure").restartAttempts()).isEmpty();
  }

  private Restart restartedBy(String policy) {
    return compose.readService("deploy: {restart_policy: " + policy + "}").container().restart();
  }

  private UpdateOrder updateOrder(String updateConfig) {
    return compose.readService("deploy: {update_config: " + updateConfig + "}").updateOrder();
  }

  @Test
  void readsLabelsAndLogging() {
    ContainerSpec container =
        compose
            .readService(
                """
                labels: [team=ai, plain]
                logging: {driver: local, options: {max-size: 10m, max-file: 3}}
                """)
            .container();

    assertThat(container.labels()).isEqualTo(Map.of("team", "ai", "plain", ""));
    assertThat(container.logging())
        .contains(new ContainerSpec.Logging("local", Map.of("max-size", "10m", "max-file", "3")));
  }

  @Test
  void readsDependenciesInBothForms() {
    DesiredFleet fleet =
        compose.read(
            """
            services:
              a: {image: i, depends_on: [b]}
              b:
                image: i
                depends_on:
                  d: {condition: service_completed_successfully}
                  c: {condition: service_healthy, restart: false}
                  gone: {condition: service_started, required: false}
                  off: {condition: service_started, required: false}
              c: {image: i}
              d: {image: i}
              off: {image: i, profiles: [p]}
            """);

    assertThat(ComposeFolder.service(fleet, "a").dependsOn())
        .containsExactly(new Dependency(new ServiceName("b"), Condition.STARTED));
    assertThat(ComposeFolder.service(fleet, "b").dependsOn())
        .containsExactly(
            new Dependency(new ServiceName("c"), Condition.HEALTHY),
            new Dependency(new ServiceName("d"), Condition.COMPLETED_SUCCESSFULLY));
  }

  private Optional<HealthCheck> healthCheck(String value) {
    return compose.readService("healthcheck: " + value).container().healthCheck();
  }

  private Restart restart(String value) {
    return compose.readService("restart: " + value).container().restart();
  }
}
