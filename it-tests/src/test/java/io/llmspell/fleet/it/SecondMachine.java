package io.llmspell.fleet.it;

import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A machine beside this one, as far as networks go: a network namespace with a cable to this one.
 * Its network ends with it. Both are found under addresses that are nobody else's here.
 */
final class SecondMachine implements AutoCloseable {
  /** This machine's address, as the other one sees it. */
  static final String FIRST = "10.78.0.1";

  private static final String SECOND = "10.78.0.2";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Process> processes = new ArrayList<>();
  private final Process machine;

  SecondMachine() {
    // It ends by itself where this process does not come to end it.
    machine = begin("unshare", "--net", "sleep", "900");
    String id = Long.toString(machine.pid());
    Eventually.see(PATIENCE, () -> network(id), network -> !network.equals(network("self")));
    run("ip", "link", "add", "fleet-it0", "type", "veth", "peer", "fleet-it1", "netns", id);
    run("ip", "address", "add", FIRST + "/30", "dev", "fleet-it0");
    run("ip", "link", "set", "fleet-it0", "up");
    inside("ip", "address", "add", SECOND + "/30", "dev", "fleet-it1");
    inside("ip", "link", "set", "fleet-it1", "up");
    inside("ip", "link", "set", "lo", "up");
  }

  /** What goes before a command so that it runs there. */
  List<String> inside() {
    return List.of("nsenter", "--target", Long.toString(machine.pid()), "--net", "--");
  }

  /** Runs a program on this machine until the end of the other one, and waits until it listens. */
  void serve(int port, String... command) {
    begin(command);
    Eventually.see(PATIENCE, () -> isOpen(port), open -> open);
  }

  /** Whether the second machine can open a connection to this one. */
  private boolean isOpen(int port) {
    List<String> command = new ArrayList<>(inside());
    command.addAll(List.of("bash", "-c", ": </dev/tcp/" + FIRST + "/" + port));
    return Run.of(Path.of("."), Map.of(), "", command).exitCode() == 0;
  }

  private void inside(String... words) {
    List<String> command = new ArrayList<>(inside());
    command.addAll(List.of(words));
    run(command.toArray(String[]::new));
  }

  private static void run(String... command) {
    Run.of(Path.of("."), Map.of(), "", List.of(command)).succeeded();
  }

  private Process begin(String... command) {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      processes.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path network(String process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", process, "ns/net"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    run("ip", "link", "delete", "fleet-it0");
    processes.forEach(Process::destroy);
    processes.forEach(process -> process.onExit().join());
  }
}
