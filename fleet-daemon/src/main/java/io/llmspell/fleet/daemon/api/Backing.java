package io.llmspell.fleet.daemon.api;

import io.llmspell.fleet.daemon.access.Quotas;
import io.llmspell.fleet.event.Bulletin;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.FleetView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What the routes stand on.
 *
 * @param view what the last look showed
 * @param lookAgain has whoever looks do it soon; does not block
 * @param bulletin hears of all that happens to the fleet
 * @param home where numbers of replicas are recorded
 * @param spawns what may be asked of kernels by hand
 * @param quotas how many somebody may have
 * @param heartbeat how often an event stream with nothing to tell says that it is there
 */
public record Backing(
    Fleet fleet,
    Supplier<FleetView> view,
    Runnable lookAgain,
    Bulletin bulletin,
    Declaration declaration,
    FleetHome home,
    SpawnRules spawns,
    Quotas quotas,
    InstantSource clock,
    Duration heartbeat) {
  /** Short enough for whatever stands between. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(15);
}
