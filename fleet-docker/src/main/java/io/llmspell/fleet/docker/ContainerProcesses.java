package io.llmspell.fleet.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.ProcessSource.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Which processes a container has: of a local engine as this machine tells it; else the engine runs
 * {@code ps} for it, where it has one.
 */
final class ContainerProcesses {
  private static final String COLUMNS = "-o%20pid,ppid,user:32,ni,nlwp,rss,time,args";
  private static final int COUNT = 8;

  private final Engine engine;

  ContainerProcesses(Engine engine) {
    this.engine = engine;
  }

  List<RunningProcess> of(Instance instance) {
    if (!instance.isRunning()) {
      throw new FleetException(
          ErrorCode.CONFLICT, instance.name() + " has no processes: it does not run");
    }
    if (engine.endpoint().isLocal()) {
      List<RunningProcess> here = new LocalProcesses().of(instance);
      if (!here.isEmpty()) {
        return here;
      }
    }
    return told(instance);
  }

  private List<RunningProcess> told(Instance instance) {
    JsonNode answer =
        engine.read(
            "list the processes of " + instance.name(),
            "/containers/" + instance.handle() + "/top?ps_args=" + COLUMNS);
    List<RunningProcess> processes = new ArrayList<>();
    for (JsonNode row : answer.path("Processes")) {
      List<String> words =
          StreamSupport.stream(row.spliterator(), false).map(JsonNode::asText).toList();
      if (words.size() < COUNT) {
        throw new FleetException(
            ErrorCode.ENGINE_ERROR,
            "can't list the processes of " + instance.name() + ": the engine's ps said " + words);
      }
      processes.add(process(words));
    }
    return processes;
  }

  private static RunningProcess process(List<String> words) {
    return new RunningProcess(
        Long.parseLong(words.get(0)),
        Long.parseLong(words.get(1)),
        words.get(2),
        // Real-time processes have none, and ps says so with a dash.
        words.get(3).equals("-") ? 0 : Integer.parseInt(words.get(3)),
        Integer.parseInt(words.get(4)),
        new ByteSize(1024 * Long.parseLong(words.get(5))),
        time(words.get(6)),
        String.join(" ", words.subList(COUNT - 1, words.size())));
  }

  /** {@code 1-02:03:04}: days are only said if there are any. */
  private static Duration time(String text) {
    int dash = text.indexOf('-');
    long seconds = 0;
    for (String part : text.substring(dash + 1).split(":", -1)) {
      seconds = 60 * seconds + Long.parseLong(part);
    }
    long days = dash < 0 ? 0 : Long.parseLong(text.substring(0, dash));
    return Duration.ofDays(days).plusSeconds(seconds);
  }
}
