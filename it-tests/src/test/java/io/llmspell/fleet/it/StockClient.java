package io.llmspell.fleet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Debian's own Python {@code jupyter_client}, driven line by line. */
final class StockClient implements AutoCloseable {
  private static final String PYTHON = "/usr/bin/python3";

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  StockClient(String connectionFile) {
    this(List.of(), connectionFile);
  }

  /**
   * @param inside what goes before its command, so that it runs elsewhere
   */
  StockClient(List<String> inside, String connectionFile) {
    List<String> command = new ArrayList<>(inside);
    command.add(PYTHON);
    command.add(Path.of("src/test/resources/stock_client.py").toAbsolutePath().toString());
    command.add(connectionFile);
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      in = process.outputWriter();
      out = process.inputReader();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answer();
  }

  /** Runs a cell to its end. */
  JsonNode execute(String code) {
    ask("execute", code);
    return answer();
  }

  /** Begins a cell and returns as soon as it has printed something. */
  void begin(String code) {
    ask("begin", code);
    answer();
  }

  /** Sends {@code interrupt_request}, and returns its reply. */
  JsonNode interrupt() {
    ask("interrupt", "");
    return answer();
  }

  /** The end of the cell that was begun. */
  JsonNode end() {
    ask("end", "");
    return answer();
  }

  /** A cell in {@code jupyter console --existing}, as a person types it. */
  static String console(String connectionFile, String cell) {
    List<String> command =
        List.of("/usr/bin/jupyter-console", "--simple-prompt", "--existing", connectionFile);
    return Run.of(Path.of("."), Map.of("PYTHONUNBUFFERED", "1"), cell + "\n", command).out();
  }

  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void ask(String what, String code) {
    ObjectNode question = JsonNodeFactory.instance.objectNode().put("do", what).put("code", code);
    try {
      in.write(question + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode answer() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new AssertionError("the client has ended; its error is above");
      }
      return FleetProgram.parse(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
