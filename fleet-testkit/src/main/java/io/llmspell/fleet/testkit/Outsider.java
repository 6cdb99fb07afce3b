package io.llmspell.fleet.testkit;

/**
 * Somebody else who uses the same engine, with its own tools and without the fleet's labels.
 * Closing removes all that he made.
 */
public interface Outsider extends AutoCloseable {

  /** Runs a container. */
  void runContainer(String name);

  /** A container in words that change if anybody stops, restarts, replaces or removes it. */
  String stateOf(String container);

  /** Makes a network. */
  void makeNetwork(String name);

  /** How many networks there are of this name: an engine may have several. */
  int networksNamed(String name);

  /** Makes a volume. */
  void makeVolume(String name);

  @Override
  void close();
}
