package io.llmspell.fleet.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which version this is. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(new Versions().getVersion()[0]);
    return 0;
  }

  /** Out of the jar's manifest. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Versions.class.getPackage().getImplementationVersion();
      String shown = version == null ? "development build" : version;
      return new String[] {
        "docker-fleet "
            + shown
            + " (picocli "
            + CommandLine.VERSION
            + ", Java "
            + System.getProperty("java.version")
            + ")"
      };
    }
  }
}
