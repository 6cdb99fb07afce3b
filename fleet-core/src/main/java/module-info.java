/**
 * The heart of the fleet. What it reads here is all that it may use: the JDK, Guava and SLF4J. The
 * packages that are not exported to everybody are its own affair.
 */
@org.jspecify.annotations.NullMarked
module io.llmspell.fleet.core {
  requires transitive com.google.common;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports io.llmspell.fleet.checkup;
  exports io.llmspell.fleet.error;
  exports io.llmspell.fleet.event;
  exports io.llmspell.fleet.home;
  exports io.llmspell.fleet.label;
  exports io.llmspell.fleet.loop;
  exports io.llmspell.fleet.machine;
  exports io.llmspell.fleet.model;
  exports io.llmspell.fleet.plan;
  exports io.llmspell.fleet.runtime;
}
