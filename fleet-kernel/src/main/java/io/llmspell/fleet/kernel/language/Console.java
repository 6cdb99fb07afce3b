package io.llmspell.fleet.kernel.language;

import java.util.Optional;

/** What a running cell may do to the world outside; used in the thread that executes. */
public interface Console {

  /** To whom a text goes. */
  enum Stream {
    STDOUT,
    STDERR
  }

  /** Shows text. May block for a moment when more is written than clients can read. */
  void write(Stream stream, String text);

  /**
   * Asks the client that has sent the cell for a line. Blocks until it is there, or until the cell
   * has to stop.
   *
   * @param password whether the line should not be shown
   */
  Line readLine(String prompt, boolean password);

  /**
   * Whether the cell has to stop; from its first answer on it stays so until the cell has ended.
   */
  Optional<Interruption> interruption();

  /** The answer to a question. */
  sealed interface Line {
    /** Without a line break at the end. */
    record Text(String text) implements Line {}

    /** The client does not answer questions. */
    record NotAllowed() implements Line {
      /** For people. */
      public static final String MESSAGE =
          "this client does not answer input requests (its request says allow_stdin: false)";
    }

    /** The cell has to stop; {@link Console#interruption()} says why. */
    record Stopped() implements Line {}
  }
}
