package io.llmspell.fleet.event;

/**
 * One thing that happened.
 *
 * @param kind what sort of thing
 * @param subject to what: an instance's name, an image, a network
 * @param detail in words, for people; may be empty
 */
public record FleetEvent(Kind kind, String subject, String detail) {

  /** All of it in words, for people. */
  public String sentence() {
    String more = detail.isEmpty() ? "" : ": " + detail;
    return switch (kind) {
      case IMAGE -> "image " + subject + more;
      case CREATED -> subject + " created";
      case STARTING -> subject + " starting";
      case STARTED -> subject + " started" + more;
      case READY -> subject + " ready";
      case FAILED -> subject + " failed" + more;
      case DRAINING -> subject + " finishes what it executes" + more;
      case STOPPING -> subject + " stopping";
      case RENAMED -> subject + more;
      case REMOVED -> subject + " removed";
      case ENDED -> subject + " has ended" + more;
      case HELD -> subject + " is not filled" + more;
      case CULLED -> subject + " ends" + more;
      case DEGRADED -> subject + " is kept no longer" + more;
      case RECOVERED -> subject + " is kept again";
      case WARNING -> "warning: " + subject + more;
    };
  }

  /** All sorts of things that happen. */
  public enum Kind {
    /** An image is being fetched or built; the detail says how far it is. */
    IMAGE,
    /** A network or volume was made. */
    CREATED,
    /** An instance is about to be made. */
    STARTING,
    /** An instance runs; a kernel may not answer yet. */
    STARTED,
    /** An instance answers. */
    READY,
    /** An instance did not become ready, or could not be made. */
    FAILED,
    /** A kernel shall end, and may finish what it executes; the detail says how long. */
    DRAINING,
    /** An instance is about to be stopped. */
    STOPPING,
    /** A successor has its slot's name; the detail says which name it had. */
    RENAMED,
    /** An instance, network or volume is gone. */
    REMOVED,
    /** An instance has ended by itself, or somebody else has removed it; the detail says how. */
    ENDED,
    /** A slot is not filled, or not now; the detail says why, and until when. */
    HELD,
    /** A kernel is ended that has come to a limit of its {@code cull}; the detail says which. */
    CULLED,
    /** The fleet can't be seen, or what is declared can't be read; the detail says why. */
    DEGRADED,
    /** It can again. */
    RECOVERED,
    /** Something that the person who asked should know. */
    WARNING
  }
}
