package io.llmspell.fleet.machine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The home folder of the user for whom this process runs. */
public final class UserHome {
  private UserHome() {}

  /**
   * {@code HOME} if it is set, as shells and other programs have it; else what the system's list of
   * users says.
   *
   * @return an absolute path
   */
  public static Path of(Map<String, String> environment) {
    return Path.of(
            Optional.ofNullable(environment.get("HOME"))
                .filter(home -> !home.isEmpty())
                .orElseGet(() -> System.getProperty("user.home")))
        .toAbsolutePath();
  }
}
