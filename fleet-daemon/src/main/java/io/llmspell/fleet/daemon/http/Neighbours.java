package io.llmspell.fleet.daemon.http;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By which names the daemon is called, and which pages may call it. A page of elsewhere that lets
 * its name point here, or sends requests from a browser here, is refused.
 *
 * @param hosts names beside this machine's own; without a port
 * @param origins of pages that may call, as {@code https://host:port}
 */
public record Neighbours(Set<String> hosts, Set<String> origins) {
  /** This machine's own, and pages that the daemon gave out itself. */
  public static final Neighbours NONE = new Neighbours(Set.of(), Set.of());

  public Neighbours {
    hosts = lowered(hosts);
    origins = lowered(origins);
  }

  private static Set<String> lowered(Set<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Lets nobody else in.
   *
   * @throws ProblemException with {@code FORBIDDEN}
   */
  void check(Visit visit) {
    HostAndPort host =
        visit
            .header("Host")
            .flatMap(Neighbours::parsed)
            .orElseThrow(() -> forbidden("the Host header names no host"));
    if (!isKnown(host.getHost(), visit.at())) {
      throw forbidden(
          "the daemon is not called so: ask it by its address, or let `serve` know the name");
    }
    visit.header("Origin").ifPresent(origin -> checkOrigin(origin, host));
  }

  /** Whether it comes from a page that is not ours, and that may call. */
  boolean isForeign(Visit visit) {
    return visit
        .header("Origin")
        .filter(origin -> origins.contains(origin.toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  /** What lets a page that may call read the answer, too. */
  Map<String, String> sharing(Visit visit) {
    return isForeign(visit)
        ? Map.of(
            "Access-Control-Allow-Origin",
            visit.header("Origin").orElseThrow(),
            "Access-Control-Expose-Headers",
            "Location, Retry-After",
            "Vary",
            "Origin")
        : Map.of();
  }

  /** An address that he has reached us at is ours, whatever names point to it. */
  private boolean isKnown(String host, InetAddress at) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || hosts.contains(name)) {
      return true;
    }
    if (!InetAddresses.isInetAddress(name)) {
      return false;
    }
    InetAddress address = InetAddresses.forString(name);
    return address.isLoopbackAddress() || address.equals(at);
  }

  private void checkOrigin(String origin, HostAndPort host) {
    String lower = origin.toLowerCase(Locale.ROOT);
    boolean ours = isPageOf(lower, host);
    if (!ours && !origins.contains(lower)) {
      throw forbidden("pages of another origin may not call the daemon: let `serve` know it");
    }
  }

  private static boolean isPageOf(String origin, HostAndPort host) {
    try {
      URI page = URI.create(origin);
      boolean https = "https".equals(page.getScheme());
      if (page.getHost() == null || !(https || "http".equals(page.getScheme()))) {
        return false;
      }
      int usual = https ? 443 : 80;
      int port = page.getPort() < 0 ? usual : page.getPort();
      String name = page.getHost().replace("[", "").replace("]", "");
      return name.equals(host.getHost().toLowerCase(Locale.ROOT))
          && port == host.getPortOrDefault(usual);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<HostAndPort> parsed(String host) {
    try {
      return Optional.of(HostAndPort.fromString(host)).filter(h -> !h.getHost().isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ProblemException forbidden(String detail) {
    return new ProblemException(Refusal.FORBIDDEN, detail);
  }
}
