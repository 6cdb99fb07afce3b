package io.llmspell.fleet.daemon.http;

import com.google.common.base.Splitter;
import io.llmspell.fleet.daemon.http.Route.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the route that is meant. Immutable. */
public final class Router {
  private static final Splitter SEGMENTS = Splitter.on('/');

  private final List<Route> routes;

  /**
   * For these routes.
   *
   * @throws IllegalArgumentException if two have one method and path, or one id
   */
  public Router(List<Route> routes) {
    Set<String> known = new TreeSet<>();
    for (Route route : routes) {
      String place = route.method() + " " + route.path().replaceAll("\\{[^}]*}", "{}");
      if (!known.add(place) || !known.add(route.id())) {
        throw new IllegalArgumentException("two routes are " + place + " or " + route.id());
      }
    }
    this.routes = List.copyOf(routes);
  }

  public List<Route> routes() {
    return routes;
  }

  /**
   * A route that is meant.
   *
   * @param path what stands for the names in its path
   */
  record Match(Route route, Map<String, String> path) {}

  /** Those whose path it is, whatever the method. */
  List<Match> at(String path) {
    List<String> asked = SEGMENTS.splitToList(path);
    return routes.stream().flatMap(route -> match(route, asked).stream()).toList();
  }

  /** {@code HEAD} is {@code GET} of which only the headers are wanted. */
  static Optional<Match> of(List<Match> matches, String method) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    return matches.stream().filter(m -> m.route().method().name().equals(wanted)).findFirst();
  }

  /** For the {@code Allow} header. */
  static String allowed(List<Match> matches) {
    Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
    for (Match match : matches) {
      methods.add(match.route().method().name());
      if (match.route().method() == Method.GET) {
        methods.add("HEAD");
      }
    }
    return String.join(", ", methods);
  }

  private static Optional<Match> match(Route route, List<String> asked) {
    List<String> wanted = SEGMENTS.splitToList(route.path());
    if (wanted.size() != asked.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String segment = wanted.get(i);
      if (segment.startsWith("{") && !asked.get(i).isEmpty()) {
        values.put(segment.substring(1, segment.length() - 1), asked.get(i));
      } else if (!segment.equals(asked.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(new Match(route, values));
  }
}
