package io.llmspell.fleet.process;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.process.confine.Confinement.Preparation;
import io.llmspell.fleet.process.run.Supervisor;
import io.llmspell.fleet.process.store.Store;
import io.llmspell.fleet.runtime.StartRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How a service's kernel is called as a process: words, variables and places. */
final class KernelCommand {
  static final String CONNECTION_FILE = "connection.json";
  static final String CONFIG_FILE = "config.toml";

  /** Of the caller's variables these alone are handed on: others may be secrets. */
  private static final Set<String> HANDED_ON =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ", "TMPDIR");

  private static final List<String> KERNEL_START = List.of("kernel", "start");

  private final Store store;
  private final Logs logs;
  private final Map<String, String> environment;

  /**
   * @param environment the caller's
   */
  KernelCommand(Store store, Logs logs, Map<String, String> environment) {
    this.store = store;
    this.logs = logs;
    this.environment = environment;
  }

  /** Where what a kernel prints goes. */
  Path log(InstanceId id) {
    return logs.file(id);
  }

  Supervisor.Task task(
      StartRequest request, Program program, PortBlock ports, Preparation preparation) {
    Path folder = store.folder(request.id());
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    return new Supervisor.Task(
        folder,
        log(request.id()),
        home,
        preparation.groups(),
        preparation.dataLimit(),
        preparation.nice(),
        words(request, program, folder, ports),
        variables(request, program, folder, ports));
  }

  /**
   * The service's own words, placeholders filled in; llmspell's, and the embedded kernel's, where
   * it has none, with the ports and the file that they have to use.
   *
   * @throws FleetException with {@code UNSUPPORTED} for an entrypoint: it is of an image
   */
  private static List<String> words(
      StartRequest request, Program program, Path folder, PortBlock ports) {
    ServiceSpec service = request.service();
    ProcessSpec process = service.container().process();
    if (process.entrypoint().isPresent()) {
      throw new FleetException(
          ErrorCode.UNSUPPORTED,
          "service "
              + service.name()
              + " has an entrypoint, which is a program of an image, and processes have none:"
              + " leave it out, or use a container engine");
    }
    String file = folder.resolve(CONNECTION_FILE).toString();
    List<String> given = process.command().orElse(KERNEL_START);
    List<String> words =
        new ArrayList<>(program.command().apply(service.container().limits().effective().memory()));
    given.forEach(
        word ->
            words.add(
                word.replace("{connection_file}", file)
                    .replace("{port}", Integer.toString(ports.base()))));
    if (given.stream().noneMatch(word -> word.contains("{connection_file}"))) {
      words.addAll(List.of("--id", request.id().value()));
      words.addAll(List.of("--port", Integer.toString(ports.base()), "--connection-file", file));
    }
    return words;
  }

  private Map<String, String> variables(
      StartRequest request, Program program, Path folder, PortBlock ports) {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.keySet().retainAll(HANDED_ON);
    variables.putAll(program.environment());
    variables.putAll(request.service().container().process().environment());
    variables.putAll(request.passedOn());
    variables.put("KERNEL_PORT", Integer.toString(ports.base()));
    variables.put("KERNEL_CONNECTION_FILE", folder.resolve(CONNECTION_FILE).toString());
    if (request.service().kernel().flatMap(KernelSpec::config).isPresent()) {
      variables.put("LLMSPELL_CONFIG", folder.resolve(CONFIG_FILE).toString());
    }
    return variables;
  }
}
