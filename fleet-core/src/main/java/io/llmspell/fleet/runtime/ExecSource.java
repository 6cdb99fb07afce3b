package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.Instance;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A runtime that can run further programs in an instance. */
public interface ExecSource {

  /**
   * Runs a program beside the instance's own. Blocks until it has ended, or until the thread is
   * interrupted; the program goes on then.
   *
   * @return its exit code; 126 or 127 if there is no such program
   * @throws io.llmspell.fleet.error.FleetException with {@code CONFLICT} if the instance does not
   *     run, with {@code NOT_FOUND} if it is gone
   */
  int exec(Instance instance, Program program, Streams streams);

  /**
   * What to run.
   *
   * @param words the program and its arguments; at least one
   * @param user as whom; else as the instance's own program
   * @param folder where; else where that is
   * @param environment beside that program's variables
   * @param terminal the caller's, if the program shall have one too: asked now and then for its
   *     size
   */
  record Program(
      List<String> words,
      Optional<String> user,
      Optional<String> folder,
      Map<String, String> environment,
      Optional<Supplier<Size>> terminal) {
    /**
     * @throws IllegalArgumentException if there is no word
     */
    public Program {
      words = List.copyOf(words);
      environment = Map.copyOf(environment);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("a program has a name");
      }
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
      return "Program" + words;
    }
  }

  /** A terminal's size in characters. */
  record Size(int rows, int columns) {}

  /**
   * What the program reads and writes. None is closed; each is used by one thread.
   *
   * @param in up to its end, which the program sees too
   * @param err takes nothing of a program that has a terminal: there is only one stream then
   */
  record Streams(InputStream in, OutputStream out, OutputStream err) {}
}
