package io.llmspell.fleet.bench.contest;

import com.github.dockerjava.api.model.HostConfig;
import io.llmspell.fleet.bench.measure.Stopwatch;
import io.llmspell.fleet.docker.container.ListedContainer;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.ListFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The calls without which no tool can do it, and nothing else, in a program that runs already: what
 * the engine itself needs.
 *
 * @param atOnce how many calls are under way at a time
 */
record RawApi(String name, Engine engine, int atOnce) implements Contestant {
  @Override
  public Duration take(Step step, TrivialFleet fleet) {
    return Stopwatch.time(
        () -> {
          switch (step) {
            case UP -> up(fleet);
            case UP_AGAIN, LIST -> list();
            case DOWN -> down();
          }
        });
  }

  private void up(TrivialFleet fleet) {
    engine.changeOnce(
        "create network " + network(),
        docker ->
            docker
                .createNetworkCmd()
                .withName(network())
                .withCheckDuplicate(true)
                .withLabels(labels())
                .exec());
    each(IntStream.rangeClosed(1, fleet.services()).boxed().toList(), this::run);
  }

  private void run(int index) {
    String name = project() + "-sleeper-" + index;
    String id =
        engine.changeOnce(
            "create " + name,
            docker ->
                docker
                    .createContainerCmd(TrivialFleet.IMAGE)
                    .withName(name)
                    .withCmd(TrivialFleet.COMMAND)
                    .withStopSignal(TrivialFleet.STOP_SIGNAL)
                    .withLabels(labels())
                    .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network()))
                    .exec()
                    .getId());
    engine.changeOnce("start " + name, docker -> docker.startContainerCmd(id).exec());
  }

  private List<ListedContainer> list() {
    String ours = ListFilter.of("label", Leavings.COMPOSE_PROJECT + "=" + project());
    return engine.list("list " + project(), "/containers/json?all=true&" + ours).stream()
        .map(ListedContainer::of)
        .toList();
  }

  private void down() {
    each(
        list(),
        container ->
            engine.change(
                "remove " + container.id(),
                docker -> docker.removeContainerCmd(container.id()).withForce(true).exec()));
    engine.change("remove " + network(), docker -> docker.removeNetworkCmd(network()).exec());
  }

  /**
   * Waits for all, even if one fails: a container that is removed as it starts leaks its address.
   */
  private <T> void each(List<T> items, Consumer<T> work) {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      for (Future<Object> done :
          threads.invokeAll(
              items.stream().map(item -> Executors.callable(() -> work.accept(item))).toList())) {
        done.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(name + " failed", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private String project() {
    return Project.of(name);
  }

  private String network() {
    return project() + "_bench";
  }

  private Map<String, String> labels() {
    return Map.of(Leavings.COMPOSE_PROJECT, project());
  }
}
