package io.llmspell.fleet.compose.spawn;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import java.util.stream.Stream;

/** What kernels by hand may be called. */
public final class SpawnNames {
  private SpawnNames() {}

  /**
   * A name that no instance of a service has, or can have once there are more.
   *
   * @throws IllegalArgumentException if it is none, or is for the instances of a service
   */
  public static String free(String name, DesiredFleet desired) {
    String wanted = new ServiceName(name).value();
    Stream.concat(desired.services().keySet().stream(), desired.inactive().stream())
        .map(ServiceName::value)
        .filter(
            service ->
                wanted.replaceFirst("-[0-9]+$", "").equals(service) || wanted.equals(service))
        .findFirst()
        .ifPresent(
            service -> {
              throw new IllegalArgumentException(
                  "'"
                      + wanted
                      + "' is for the instances of service "
                      + service
                      + ": call it otherwise");
            });
    return wanted;
  }
}
