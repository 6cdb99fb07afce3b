package io.llmspell.fleet.docker.checkup;

import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which versions the engine has and speaks. That none of them will do shows when it is connected
 * to.
 */
record ApiCheck(String engine, String oldest, String newest) implements Check {

  static ApiCheck of(Version version) {
    return new ApiCheck(
        text(version.getVersion()),
        text(version.getMinAPIVersion()),
        text(version.getApiVersion()));
  }

  /** Whether it only speaks Docker's language. */
  static boolean isPodman(Version version) {
    return Objects.requireNonNullElse(version.getComponents(), List.<VersionComponent>of()).stream()
        .anyMatch(component -> text(component.getName()).startsWith("Podman"));
  }

  @Override
  public String name() {
    return "api";
  }

  @Override
  public List<Finding> look() {
    return List.of(
        Finding.ok(
            name(),
            "engine "
                + engine
                + " speaks API "
                + (oldest.isEmpty() ? "" : oldest + " to ")
                + newest));
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
