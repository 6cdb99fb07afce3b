package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.session.Session;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.plan.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How far {@code up} and {@code plan} go. */
final class ScopeOptions {
  /** A service that the original had. */
  private static final ServiceName REGISTRY = new ServiceName("registry");

  @Parameters(
      paramLabel = "SERVICE",
      arity = "0..*",
      description = "Only these services and what they depend on; or a profile, as --profile.")
  private final List<String> words = new ArrayList<>();

  @Option(
      names = "--remove-orphans",
      description = "Remove the containers of services that the file no longer has.")
  private boolean removeOrphans;

  @Option(
      names = "--scale",
      paramLabel = "SERVICE=N",
      description = "So many of a service, from now on; may be given several times.")
  private final List<String> scale = new ArrayList<>();

  Scope scope(Set<ServiceName> services) {
    return new Scope(services, removeOrphans, false);
  }

  /** The services that were named; a profile that was named is chosen. */
  Set<ServiceName> services(Session session) {
    Set<ServiceName> services = session.declared().chooseProfiles(services(words));
    if (services.contains(REGISTRY) && !session.declared().hasService(REGISTRY.value())) {
      throw new FleetException(
          ErrorCode.NOT_FOUND,
          "there is no registry service any more, the engine itself knows what runs: see"
              + " `docker-fleet list` and `docker-fleet metrics`");
    }
    return services;
  }

  /**
   * Reads names of services.
   *
   * @throws FleetException with {@code USAGE} for a name that no service can have
   */
  static Set<ServiceName> services(List<String> names) {
    return names.stream().map(ScopeOptions::service).collect(Collectors.toSet());
  }

  /** The numbers that were asked for. */
  Map<ServiceName, Integer> scale() {
    return scale(scale);
  }

  /**
   * Reads {@code SERVICE=N}.
   *
   * @throws FleetException with {@code USAGE} for anything else, or a service given twice
   */
  static Map<ServiceName, Integer> scale(List<String> words) {
    Map<ServiceName, Integer> numbers = new TreeMap<>();
    for (String word : words) {
      int sign = word.indexOf('=');
      String number = word.substring(sign + 1);
      if (sign < 0 || !number.matches("[0-9]{1,6}")) {
        throw new FleetException(
            ErrorCode.USAGE, "'" + word + "' is no number of a service: write SERVICE=3");
      }
      ServiceName service = service(word.substring(0, sign));
      if (numbers.put(service, Integer.valueOf(number)) != null) {
        throw new FleetException(ErrorCode.USAGE, "service " + service + " is scaled twice");
      }
    }
    return numbers;
  }

  private static ServiceName service(String text) {
    try {
      return new ServiceName(text);
    } catch (IllegalArgumentException e) {
      throw new FleetException(ErrorCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
