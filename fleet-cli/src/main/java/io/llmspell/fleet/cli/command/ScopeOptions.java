package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.session.Session;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.plan.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How far {@code up} and {@code plan} go. */
final class ScopeOptions {
  @Parameters(
      paramLabel = "SERVICE",
      arity = "0..*",
      description = "Only these services and what they depend on; or a profile, as --profile.")
  private final List<String> words = new ArrayList<>();

  @Option(
      names = "--remove-orphans",
      description = "Remove the containers of services that the file no longer has.")
  private boolean removeOrphans;

  Scope scope(Set<ServiceName> services) {
    return new Scope(services, removeOrphans, false);
  }

  /** The services that were named; a profile that was named is chosen. */
  Set<ServiceName> services(Session session) {
    return session.chooseProfiles(services(words));
  }

  /**
   * @throws FleetException with {@code USAGE} for a name that no service can have
   */
  static Set<ServiceName> services(List<String> names) {
    try {
      return names.stream().map(ServiceName::new).collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw new FleetException(ErrorCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
