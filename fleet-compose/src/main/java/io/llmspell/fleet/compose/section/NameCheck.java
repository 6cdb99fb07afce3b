package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.model.ProjectName;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether containers can have the names that the file fixes. */
final class NameCheck {
  private final ProjectName project;

  NameCheck(ProjectName project) {
    this.project = project;
  }

  /** Looks at one service alone. */
  void alone(ServiceDraft service) {
    if (service.containerName().value().isPresent() && service.replicas() > 1) {
      service
          .containerName()
          .problem(
              "can't be the name of " + service.replicas() + " replicas; remove it, or have one");
    } else if (service.containerName().value().isPresent() && service.warm() > 0) {
      service
          .containerName()
          .problem("can't be the name of kernels that are kept warm; remove it, or x-kernel.warm");
    }
  }

  /** Looks at services that are there at the same time. */
  void together(Collection<ServiceDraft> services) {
    Map<String, ServiceDraft> taken = new TreeMap<>();
    for (ServiceDraft service : services) {
      service
          .containerName()
          .value()
          .ifPresent(
              name -> {
                @Nullable ServiceDraft other = taken.putIfAbsent(name, service);
                if (other != null) {
                  service
                      .containerName()
                      .problem("'" + name + "' is the name of service " + other.name() + " too");
                }
                checkGenerated(name, service, services);
              });
    }
  }

  private void checkGenerated(String name, ServiceDraft service, Collection<ServiceDraft> all) {
    int dash = name.lastIndexOf('-');
    if (dash < 0 || !name.substring(dash + 1).matches("[1-9]\\d*")) {
      return;
    }
    String slots = name.substring(0, dash);
    all.stream()
        .filter(other -> !other.name().equals(service.name()))
        .filter(other -> slots.equals(project + "-" + other.name()))
        .forEach(
            other ->
                service
                    .containerName()
                    .problem(
                        "'"
                            + name
                            + "' is what a container of service "
                            + other.name()
                            + " is called"));
  }
}
