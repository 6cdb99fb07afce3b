package io.llmspell.fleet.daemon.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Call;
import io.llmspell.fleet.daemon.http.Reply;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Route.Effort;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.event.Bulletin;
import io.llmspell.fleet.event.Bulletin.Entry;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.loop.KernelView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What happens, as it happens: server-sent events. */
final class EventRoute {
  private static final int RETRY_MILLIS = 2000;

  private final Backing backing;
  private final Bulletin bulletin;

  EventRoute(Backing backing) {
    this.backing = backing;
    this.bulletin = backing.bulletin();
  }

  Route route() {
    return Route.get("/events", "streamEvents")
        .summary("What happens to the fleet, from now on or from where you left off")
        .takes(Effort.STREAM)
        .header("Last-Event-ID", Schema.text(100), "The id of the last event that you have seen")
        .answersIn(
            200,
            "text/event-stream",
            "Events, whose data is JSON with subject, detail and at; reset says that some were"
                + " missed: look at everything anew")
        .by(this::stream);
  }

  private Reply stream(Call call) {
    Optional<String> last = call.visit().header("Last-Event-ID").filter(id -> !id.isEmpty());
    return new Reply.Stream(
        200, "text/event-stream", Map.of(), out -> tell(out, last, call.principal()));
  }

  private void tell(OutputStream out, Optional<String> last, Principal principal)
      throws IOException, InterruptedException {
    OptionalLong known = last.map(this::number).orElse(OptionalLong.of(bulletin.last()));
    long seen = known.orElseGet(bulletin::last);
    send(out, "retry: " + RETRY_MILLIS + "\n\n");
    if (known.isEmpty()) {
      reset(out, seen);
    }
    Set<String> heard = new HashSet<>();
    while (true) {
      List<Entry> entries = bulletin.await(seen, backing.heartbeat().toMillis());
      if (entries.isEmpty()) {
        send(out, ": still here\n\n");
      } else if (entries.get(0).number() > seen + 1) {
        seen = entries.get(entries.size() - 1).number();
        reset(out, seen);
      } else {
        for (Entry entry : entries) {
          seen = entry.number();
          if (mayHear(principal, entry, heard)) {
            send(out, text(entry));
          }
        }
      }
    }
  }

  /** The number in an id of ours; empty if nobody knows what was told since. */
  private OptionalLong number(String id) {
    String prefix = bulletin.name() + "-";
    if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[0-9]{1,18}")) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(id.substring(prefix.length()));
    List<Entry> later = bulletin.after(number);
    boolean isWhole = later.isEmpty() || later.get(0).number() == number + 1;
    return number <= bulletin.last() && isWhole ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /**
   * Of what somebody may not see he does not hear, either; of what he saw he hears to its end.
   *
   * @param seen names of what he has seen while he listened
   */
  private boolean mayHear(Principal principal, Entry entry, Set<String> seen) {
    backing.view().get().instances().stream()
        .map(KernelView::instance)
        .filter(principal::maySee)
        .forEach(instance -> seen.add(instance.name()));
    return principal.role() == Role.OPERATOR || seen.contains(entry.event().subject());
  }

  private void reset(OutputStream out, long seen) throws IOException {
    send(
        out,
        "id: "
            + bulletin.name()
            + "-"
            + seen
            + "\nevent: reset\ndata: {\"detail\":\"events were missed: look at everything anew\"}\n\n");
  }

  private String text(Entry entry) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("subject", entry.event().subject());
    data.put("detail", entry.event().detail());
    data.put("at", entry.at().toString());
    return "id: "
        + bulletin.name()
        + "-"
        + entry.number()
        + "\nevent: "
        + entry.event().kind().name().toLowerCase(Locale.ROOT)
        + "\ndata: "
        + new String(JsonText.write(data), UTF_8)
        + "\n\n";
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
