package io.llmspell.fleet.kernel;

import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.kernel.language.Console.Line;
import java.util.Optional;

/**
 * The stdin channel: the executing thread asks and waits, the receiving thread brings the answer.
 */
final class StandardInput {
  /** How often a waiting cell looks whether it has to stop. */
  private static final long LOOK_UP_MILLIS = 100;

  private final String session;
  private final Outbox outbox;
  private final Interrupts interrupts;
  private boolean asked;
  private Optional<String> answer = Optional.empty();

  StandardInput(String session, Outbox outbox, Interrupts interrupts) {
    this.session = session;
    this.outbox = outbox;
    this.interrupts = interrupts;
  }

  /** Asks the sender of a request for a line. Blocks until it answers or the cell has to stop. */
  synchronized Line ask(Message parent, String prompt, boolean password) {
    answer = Optional.empty();
    asked = true;
    outbox.send(
        Channel.STDIN,
        parent.reply(
            session,
            "input_request",
            Message.object().put("prompt", prompt).put("password", password)));
    while (answer.isEmpty() && interrupts.pending().isEmpty()) {
      try {
        wait(LOOK_UP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    asked = false;
    return answer.<Line>map(Line.Text::new).orElseGet(Line.Stopped::new);
  }

  /** Takes an answer. One to no question is dropped; clients do not say which one they mean. */
  synchronized void received(Message message) {
    if (asked && message.type().equals("input_reply")) {
      answer = Optional.of(message.content().path("value").asText());
      notifyAll();
    }
  }
}
