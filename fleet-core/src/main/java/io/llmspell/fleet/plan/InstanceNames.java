package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;

/**
 * Names that follow from what an instance is for, so that the engine lets only one have it. In
 * Compose's own form, {@code project-service-1}.
 */
public final class InstanceNames {
  /** After a dot: an instance may be renamed to what stands before it. */
  private static final String STAGED = ".next";

  private InstanceNames() {}

  /** Of the instance that fills a slot. */
  public static String of(ProjectName project, ServiceSpec service, Slot slot) {
    return service.containerName().orElse(project + "-" + slot);
  }

  /**
   * Under which a successor starts beside the instance that has the name: one at a time, since this
   * name too is had once.
   */
  public static String staged(String name) {
    return name + STAGED;
  }

  /** Of an ad-hoc kernel. */
  public static String adHoc(ProjectName project, String name) {
    return project + "-" + name;
  }
}
