package io.llmspell.fleet.daemon.http;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  public ProblemException(Refusal refusal, String detail) {
    this(Problem.of(refusal, detail));
  }

  /** Shorthand for what is wrong with a request. */
  public static ProblemException malformed(String detail) {
    return new ProblemException(Refusal.MALFORMED, detail);
  }

  public Problem problem() {
    return problem;
  }
}
