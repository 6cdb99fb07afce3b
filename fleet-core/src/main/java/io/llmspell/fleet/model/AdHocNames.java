package io.llmspell.fleet.model;

/** What kernels in no slot are called, where no person has said what. */
public final class AdHocNames {
  /** As many digits of its hash as tell one requirement of a project from another. */
  private static final int DIGITS = 16;

  private AdHocNames() {}

  /** Of a kernel that was made, or taken out of a pool, for one person. */
  public static String of(ProjectName project, InstanceId id) {
    return project + "-" + id;
  }

  /** How the names of all kernels begin that {@code find} has for a requirement. */
  public static String found(ProjectName project, SpecHash hash) {
    return project + "-find-" + hash.value().substring(0, DIGITS);
  }

  /** Whether a kernel that was made so may be called so. */
  public static boolean isOf(ProjectName project, InstanceId id, SpecHash hash, String name) {
    return name.equals(of(project, id)) || name.startsWith(found(project, hash));
  }
}
