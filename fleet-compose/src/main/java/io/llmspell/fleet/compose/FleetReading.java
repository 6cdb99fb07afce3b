package io.llmspell.fleet.compose;

import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.section.Grants;
import io.llmspell.fleet.compose.section.NetworkDeclarations;
import io.llmspell.fleet.compose.section.ProjectReader;
import io.llmspell.fleet.compose.section.ServiceDraft;
import io.llmspell.fleet.compose.section.ServiceReader;
import io.llmspell.fleet.compose.section.Services;
import io.llmspell.fleet.compose.section.Surroundings;
import io.llmspell.fleet.compose.section.TopKeys;
import io.llmspell.fleet.compose.section.VolumeDeclarations;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One reading of what was put together of all files, top to bottom.
 *
 * @param profiles that are active
 * @param unset told the name of each variable that is missing and has no default
 */
record FleetReading(
    Path folder,
    Map<String, String> variables,
    Set<String> profiles,
    ReadOptions options,
    Consumer<String> unset,
    Consumer<String> warnings) {

  /**
   * What a file comes to.
   *
   * @param profiles of all its services, active or not
   */
  record Content(DesiredFleet fleet, Set<String> profiles) {}

  /** Absent if there was a problem. */
  Optional<Content> read(Value root, Place file) {
    return root.fields().flatMap(top -> read(top, root, file));
  }

  private Optional<Content> read(Fields top, Value root, Place file) {
    ProjectReader.Project project = ProjectReader.read(top);
    ProjectName name =
        ProjectReader.name(options.project(), variables, project.name(), folder, root);
    NetworkDeclarations networks = NetworkDeclarations.read(top.get("networks"), name);
    VolumeDeclarations volumes = VolumeDeclarations.read(top.get("volumes"), name);
    Surroundings surroundings = new Surroundings(folder, name, variables, unset);
    Grants configs = Grants.configs(top, surroundings);
    Grants secrets = Grants.secrets(top, surroundings);
    ServiceReader reader = new ServiceReader(surroundings, networks, volumes, configs, secrets);
    List<ServiceDraft> drafts = drafts(top, reader, project.inactive().isEmpty());
    Set<String> active = new TreeSet<>(profiles);
    drafts.stream()
        .filter(draft -> options.named().contains(draft.name()))
        .forEach(draft -> active.addAll(draft.profiles()));
    Services services = new Services(drafts, active);
    TopKeys.checkRest(top);
    services.checkProfiles(options.profiles(), file);
    services.scale(options.scale(), file, warnings);
    PortRange ports = options.ports().or(project::ports).orElse(PortRange.DEFAULT);
    services.check(name, ports);
    if (!file.problems().isEmpty()) {
      return Optional.empty();
    }
    services.warnOfWhatHasNoEffect(warnings);
    Map<ServiceName, ServiceSpec> specs = services.activeSpecs();
    Set<ServiceName> inactive = new TreeSet<>(services.inactive());
    inactive.addAll(project.inactive());
    return root.attempt(
        () ->
            new Content(
                EngineNames.resolve(
                    new DesiredFleet(
                        name,
                        specs,
                        inactive,
                        networks.all(joined(specs.values())),
                        volumes.all(),
                        ports,
                        project.culling())),
                services.profiles()));
  }

  private static Set<String> joined(Collection<ServiceSpec> services) {
    return services.stream()
        .flatMap(service -> service.container().networking().networks().stream())
        .map(Networking.Attachment::network)
        .collect(Collectors.toSet());
  }

  private static List<ServiceDraft> drafts(Fields top, ServiceReader reader, boolean needed) {
    Optional<Value> section = top.require("services");
    Map<String, Value> services = section.flatMap(Value::fields).map(Fields::all).orElse(Map.of());
    if (needed && services.isEmpty()) {
      section.filter(Value::isMapping).ifPresent(v -> v.place().problem("has no service"));
    }
    List<ServiceDraft> drafts = new ArrayList<>();
    services.forEach((name, value) -> reader.read(name, value).ifPresent(drafts::add));
    return drafts;
  }
}
