package io.llmspell.fleet.testkit;

/** What every call throws that is made by a process that is dead; see {@link RuntimeUnderTest}. */
public final class Died extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Died() {
    super("this process is dead, as the test ordered");
  }
}
