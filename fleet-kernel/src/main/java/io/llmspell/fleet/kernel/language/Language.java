package io.llmspell.fleet.kernel.language;

import java.util.Optional;

/**
 * One interpreter with its state. Confined to the thread that made it: what is said from other
 * threads, an interrupt, reaches it through {@link Console#interruption()}.
 *
 * <p>Positions are in UTF-16 units of the code.
 */
public interface Language extends AutoCloseable {

  LanguageInfo info();

  /**
   * Executes a cell: an expression, whose value is the outcome, or statements. Blocks as long as
   * the code runs; it asks the console often whether to stop.
   *
   * @param name what error messages call the cell
   */
  Outcome execute(String code, String name);

  /** Whether the code could be executed as it is, without executing it. */
  Completeness completeness(String code);

  /** What could stand at the cursor, from the names that exist now. Executes no code. */
  Completions complete(String code, int cursor);

  /** What the name at the cursor is; absent if there is none. Executes no code. */
  Optional<String> inspect(String code, int cursor);

  /** Frees what the interpreter holds. */
  @Override
  void close();
}
