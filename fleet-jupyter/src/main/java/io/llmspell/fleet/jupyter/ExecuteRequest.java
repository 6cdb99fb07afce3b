package io.llmspell.fleet.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Code to execute and how.
 *
 * @param silent publish no result and count nothing
 * @param storeHistory keep the code in the kernel's history
 * @param stopOnError drop what is queued behind it, if it fails
 * @param userInput what answers the kernel's questions; absent means that it may not ask
 */
public record ExecuteRequest(
    String code,
    boolean silent,
    boolean storeHistory,
    boolean stopOnError,
    Optional<Input> userInput) {

  /** Answers a kernel's question for a line of input, in the thread that waits for the result. */
  @FunctionalInterface
  public interface Input {
    /**
     * May block.
     *
     * @param password whether the answer should not be shown
     */
    String answer(String prompt, boolean password);
  }

  /** Not silent, kept in history, stopping on error, without input. */
  public static ExecuteRequest of(String code) {
    return new ExecuteRequest(code, false, true, true, Optional.empty());
  }

  /** The same, with something that answers the kernel's questions. */
  public ExecuteRequest withInput(Input input) {
    return new ExecuteRequest(code, silent, storeHistory, stopOnError, Optional.of(input));
  }

  /** The same, executed silently and kept nowhere. */
  public ExecuteRequest silently() {
    return new ExecuteRequest(code, true, false, stopOnError, userInput);
  }

  /** As the content of an {@code execute_request}. */
  public ObjectNode content() {
    ObjectNode content =
        Message.object()
            .put("code", code)
            .put("silent", silent)
            .put("store_history", storeHistory)
            .put("allow_stdin", userInput.isPresent())
            .put("stop_on_error", stopOnError);
    content.putObject("user_expressions");
    return content;
  }

  Input input() {
    // A kernel that asks although it may not gets an empty line, rather than waiting forever.
    return userInput.orElse((prompt, password) -> "");
  }
}
