package io.llmspell.fleet.daemon.access;

import com.google.common.math.LongMath;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.UserName;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How much one user may have at a time, over all his kernels. Absent: as much as he likes.
 *
 * @param kernels how many, 0 or more
 * @param memory the sum of their memory limits
 * @param cpus the sum of their CPU limits
 */
public record Quota(Optional<Integer> kernels, Optional<ByteSize> memory, Optional<Cpus> cpus) {
  private static final String UNLIMITED = "no limit";

  public static final Quota NONE = new Quota(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException for less than no kernels
   */
  public Quota {
    if (kernels.filter(number -> number < 0).isPresent()) {
      throw new IllegalArgumentException("a number of kernels can't be negative");
    }
  }

  /**
   * That a user may have more.
   *
   * @param has what he has by now
   * @throws FleetException with {@code QUOTA_EXCEEDED}, and with what to do, if he may not
   */
  void require(UserName user, Use has, Use more) {
    kernels
        .filter(most -> has.kernels() + more.kernels() > most)
        .ifPresent(
            most -> {
              throw refusal(
                  user + " may have " + most + " kernels and has " + has.kernels() + ": stop one");
            });
    memory.ifPresent(
        most -> {
          if (isTooMuch(has.memory(), more.memory(), most.bytes())) {
            throw refusal(
                user,
                " of memory",
                most.toString(),
                size(has.memory()),
                size(more.memory()),
                "a memory");
          }
        });
    cpus.ifPresent(
        most -> {
          if (isTooMuch(has.nanoCpus(), more.nanoCpus(), most.nanos())) {
            throw refusal(
                user,
                " CPUs",
                most.toString(),
                cpus(has.nanoCpus()),
                cpus(more.nanoCpus()),
                "a CPU");
          }
        });
  }

  private static boolean isTooMuch(long has, long more, long most) {
    return LongMath.saturatedAdd(has, more) > most;
  }

  private static FleetException refusal(
      UserName user, String unit, String most, String has, String more, String limit) {
    return refusal(
        user
            + " may have "
            + most
            + unit
            + ", has "
            + has
            + " and asks for "
            + more
            + ": stop a kernel, or ask for one with "
            + limit
            + " limit that fits");
  }

  private static FleetException refusal(String message) {
    return new FleetException(ErrorCode.QUOTA_EXCEEDED, message);
  }

  private static String size(long bytes) {
    return bytes == Use.UNLIMITED ? UNLIMITED : new ByteSize(bytes).toString();
  }

  private static String cpus(long nanos) {
    return nanos == Use.UNLIMITED
        ? UNLIMITED
        : BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }
}
