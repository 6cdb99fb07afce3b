package io.llmspell.fleet.checkup;

import java.util.List;

/** Which Java runs this. One that is too old would not have got here. */
public record JavaCheck(String version, String home) implements Check {

  @Override
  public String name() {
    return "java";
  }

  @Override
  public List<Finding> look() {
    return List.of(Finding.ok(name(), "Java " + version + " in " + home));
  }
}
