package io.llmspell.fleet.docker.engine;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.Comparator;

/** A version of the Docker Engine API, such as 1.41. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** Engine 20.10 and Podman 4: what the fleet needs at least. */
  static final ApiVersion OLDEST = new ApiVersion(1, 40);

  /** The newest that the fleet was tried with. */
  static final ApiVersion NEWEST = new ApiVersion(1, 51);

  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

  static ApiVersion parse(String text) {
    String[] parts = text.strip().split("\\.", -1);
    try {
      return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR, "the engine's API version '" + text + "' is not one", e);
    }
  }

  /**
   * The newest version that both sides speak.
   *
   * @throws FleetException with {@code UNSUPPORTED} if there is none
   */
  static ApiVersion settle(ApiVersion engineOldest, ApiVersion engineNewest) {
    ApiVersion settled = engineNewest.compareTo(NEWEST) < 0 ? engineNewest : NEWEST;
    if (settled.compareTo(OLDEST) < 0 || settled.compareTo(engineOldest) < 0) {
      throw new FleetException(
          ErrorCode.UNSUPPORTED,
          "the engine speaks API "
              + engineOldest
              + " to "
              + engineNewest
              + ", docker-fleet "
              + OLDEST
              + " to "
              + NEWEST
              + ": update the older of the two");
    }
    return settled;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
