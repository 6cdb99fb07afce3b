package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Says which version this is. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
  private static final String JAVA = System.getProperty("java.version");

  private final Context context;

  VersionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.print(context.options().json() ? Json.ofVersion(ours(), JAVA) : line());
    return 0;
  }

  private static String line() {
    return "docker-fleet " + ours() + " (picocli " + CommandLine.VERSION + ", Java " + JAVA + ")";
  }

  /** Out of the jar's manifest. */
  static String ours() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "development build" : version;
  }

  /** For {@code --version}. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {line()};
    }
  }
}
