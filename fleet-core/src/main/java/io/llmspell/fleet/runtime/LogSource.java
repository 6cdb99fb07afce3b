package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.Instance;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** A runtime that keeps what programs print. */
public interface LogSource {

  /**
   * Hands over an instance's output, oldest line first. Blocks until the end of what there is; with
   * {@code follow} until the instance has ended or the thread is interrupted.
   *
   * @param tail how many of the last lines; empty for all
   */
  void logs(Instance instance, OptionalInt tail, boolean follow, Consumer<Line> consumer);

  /**
   * One line.
   *
   * @param error whether it came on stderr
   * @param text without its line end
   */
  record Line(boolean error, String text) {}
}
