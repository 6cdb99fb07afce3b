package io.llmspell.fleet.daemon.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.ExecSource;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A fake that can also run programs: {@code echo}, {@code cat}, {@code hang}, and no other. */
record RunningRuntime(KernelRuntime fake) implements KernelRuntime, ExecSource {
  @Override
  public int exec(Instance instance, Program program, Streams streams) {
    try {
      switch (program.words().get(0)) {
        case "echo" -> streams.out().write(rest(program.words()).getBytes(UTF_8));
        case "cat" -> streams.in().transferTo(streams.out());
        case "hang" -> new CountDownLatch(1).await();
        default -> {
          streams.err().write("no such program".getBytes(UTF_8));
          return 127;
        }
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }

  private static String rest(List<String> words) {
    return String.join(" ", words.subList(1, words.size()));
  }

  @Override
  public <T> Optional<T> offer(Class<T> ability) {
    return ability == ExecSource.class ? Optional.of(ability.cast(this)) : fake.offer(ability);
  }

  @Override
  public Capabilities capabilities() {
    return fake.capabilities();
  }

  @Override
  public ObservedFleet observe(Observation wanted) {
    return fake.observe(wanted);
  }

  @Override
  public Optional<Instance> inspect(Instance instance) {
    return fake.inspect(instance);
  }

  @Override
  public void ensure(ProjectName project, Resource resource, FleetListener progress) {
    fake.ensure(project, resource, progress);
  }

  @Override
  public boolean discard(ProjectName project, Resource resource) {
    return fake.discard(project, resource);
  }

  @Override
  public Instance start(StartRequest request) {
    return fake.start(request);
  }

  @Override
  public void stop(Instance instance, Optional<Duration> grace) {
    fake.stop(instance, grace);
  }

  @Override
  public void remove(Instance instance) {
    fake.remove(instance);
  }

  @Override
  public Instance rename(Instance instance, String name) {
    return fake.rename(instance, name);
  }

  @Override
  public boolean collect(Leftover leftover) {
    return fake.collect(leftover);
  }

  @Override
  public Optional<byte[]> connectionFile(Instance instance) {
    return fake.connectionFile(instance);
  }

  @Override
  public void close() {
    fake.close();
  }
}
