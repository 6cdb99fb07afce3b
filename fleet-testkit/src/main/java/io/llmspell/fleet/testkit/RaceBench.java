package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.testkit.AtOnce.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The words in which races are written. */
interface RaceBench extends ContractBench {

  /** Starts as quickly as an engine can: on no network. */
  default ServiceSpec quickService() {
    ServiceSpec service = kernelService();
    return runtime().capabilities().has(Ability.NETWORKS)
        ? ContractServices.onNoNetwork(service)
        : service;
  }

  /** Half of the contenders use the one runtime, half the other; all are let go at once. */
  default <T> List<Outcome<T>> race(
      RandomGenerator random, Function<Integer, Function<KernelRuntime, T>> contender) {
    List<Callable<T>> calls = new ArrayList<>();
    for (int i : IntStream.range(0, contenders()).toArray()) {
      KernelRuntime runtime = i % 2 == 0 ? runtime() : another();
      Function<KernelRuntime, T> call = contender.apply(i);
      calls.add(() -> call.apply(runtime));
    }
    Collections.shuffle(calls, new Random(random.nextLong()));
    return AtOnce.run(calls);
  }

  /** The one that succeeded; all others failed as agreed. */
  static Instance onlyWinner(ErrorCode losersGet, List<Outcome<Instance>> outcomes) {
    List<Instance> winners = outcomes.stream().flatMap(o -> o.value().stream()).toList();
    assertThat(winners).as(outcomes.toString()).hasSize(1);
    assertThat(outcomes.stream().flatMap(o -> o.failure().stream()))
        .filteredOn(failure -> failure.code() != losersGet)
        .isEmpty();
    return winners.get(0);
  }

  default void assertNothingIsLeft() {
    assertThat(instances()).isEmpty();
    assertThat(wholeLook().leftovers()).isEmpty();
  }
}
