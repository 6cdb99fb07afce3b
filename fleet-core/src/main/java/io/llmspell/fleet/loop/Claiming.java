package io.llmspell.fleet.loop;

import com.google.common.hash.Hashing;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.ClaimKeeper;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One client's way to a place at a kernel of his requirement: the first that is free, else at a
 * kernel that he makes. Kernels of one requirement are made under the lowest free number, one at a
 * time, so that nobody makes one while another has a free place.
 */
final class Claiming implements Find.Attempt {
  private static final int HOLDER_DIGITS = 16;

  private final Find find;
  private final ClaimKeeper keeper;
  private final Spawn.Prepared prepared;
  private final FindRequest request;
  private final String stem;
  private final int places;
  private final String holder;

  Claiming(
      Find find,
      ClaimKeeper keeper,
      Spawn.Prepared prepared,
      FindRequest request,
      String requirement) {
    this.find = find;
    this.keeper = keeper;
    this.prepared = prepared;
    this.request = request;
    this.places = request.places().orElseThrow();
    this.stem = requirement + "-of-" + places + "-";
    this.holder =
        request.key().map(key -> holderOf(stem + "\n" + key)).orElseGet(Claiming::anybody);
  }

  /** The same for the same text. */
  static String holderOf(String text) {
    return Hashing.sha256()
        .hashString(text, StandardCharsets.UTF_8)
        .toString()
        .substring(0, HOLDER_DIGITS);
  }

  /** Another one each time. */
  static String anybody() {
    byte[] bytes = new byte[HOLDER_DIGITS / 2];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public Found make() {
    List<Instance> pool = find.living(prepared, stem);
    List<Claim> claims = keeper.claims(project());
    for (Instance kernel : pool) {
      Optional<Claim> claim = claimAt(kernel.id(), claims);
      if (claim.isPresent()) {
        boolean isNew = !claims.contains(claim.get());
        return settled(claim.get(), isNew, () -> find.known(prepared, kernel));
      }
    }
    String name = freeName(pool);
    Optional<Instance> warm = find.taken(prepared, request, kernel -> claim(kernel, 1), name);
    if (warm.isPresent()) {
      return settled(claim(warm.get().id(), 1), true, () -> find.known(prepared, warm.get()));
    }
    InstanceId id = find.newId(prepared);
    Claim claim = claim(id, 1);
    keeper.claim(claim);
    return settled(claim, true, () -> find.make(prepared, id, name, request));
  }

  /** The holder's own place, or one that is free and becomes his. */
  private Optional<Claim> claimAt(InstanceId kernel, List<Claim> claims) {
    List<Claim> there = claims.stream().filter(c -> c.kernel().equals(kernel)).toList();
    Optional<Claim> own = there.stream().filter(c -> c.holder().equals(holder)).findFirst();
    if (own.isPresent()) {
      return own;
    }
    Set<Integer> taken = new HashSet<>();
    there.forEach(claim -> taken.add(claim.place()));
    return IntStream.rangeClosed(1, places)
        .filter(place -> !taken.contains(place))
        .mapToObj(place -> claim(kernel, place))
        .filter(keeper::claim)
        .findFirst();
  }

  /**
   * Has the kernel, and the place once more: before there was a kernel, the claim could be taken
   * for something that a crash has left; and of two claims with one key the first one stays.
   */
  private Found settled(Claim claim, boolean isNew, Supplier<KernelView> having) {
    try {
      KernelView kernel = having.get();
      if (keeper.claim(claim)
          && first(keeper.claims(project())).filter(claim::equals).isPresent()) {
        return new Found(kernel, Optional.of(claim));
      }
      throw new FleetException(
          ErrorCode.CONFLICT, "another has the place at " + claim.kernel() + ": try again");
    } catch (FleetException e) {
      if (isNew) {
        keeper.release(claim);
      }
      throw e;
    }
  }

  /** What a crash has left of the same holder's claims, on kernels that are not there, is none. */
  private Optional<Claim> first(List<Claim> claims) {
    Set<InstanceId> there = new HashSet<>();
    find.living(prepared, stem).forEach(kernel -> there.add(kernel.id()));
    return claims.stream()
        .filter(claim -> claim.holder().equals(holder) && there.contains(claim.kernel()))
        .min(Comparator.comparing(Claim::kernel).thenComparing(Claim::place));
  }

  /** A kernel of one's own is shared with nobody, and so needs no turn. */
  private String freeName(List<Instance> pool) {
    if (places == 1) {
      return stem + holder;
    }
    Set<String> taken = new HashSet<>();
    pool.forEach(kernel -> taken.add(kernel.name()));
    return IntStream.iterate(1, number -> number + 1)
        .mapToObj(number -> stem + number)
        .filter(name -> !taken.contains(name))
        .findFirst()
        .orElseThrow();
  }

  private Claim claim(InstanceId kernel, int place) {
    return new Claim(project(), kernel, place, places, holder);
  }

  private ProjectName project() {
    return prepared.fleet().project();
  }
}
