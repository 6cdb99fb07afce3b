package io.llmspell.fleet.process;

import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.process.store.Claims;
import io.llmspell.fleet.process.store.Lease;
import io.llmspell.fleet.process.store.Store;
import io.llmspell.fleet.process.store.StoredClaim;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is there of kernels beside themselves: their leases and the claims on them. Whoever changes
 * them holds the store's lock.
 */
final class Remains {
  private final Store store;
  private final Claims claims;

  Remains(Store store, Claims claims) {
    this.store = store;
    this.claims = claims;
  }

  /** Those of a project whose kernels are not there. */
  List<Leftover> of(ProjectName project) {
    // Before the kernels that hold them: one that is made meanwhile is not missed.
    List<Lease> leases = store.leases();
    List<StoredClaim> claimed = claims.all();
    Set<InstanceId> known = store.names().keySet();
    return Stream.concat(
            leases.stream()
                .filter(lease -> lease.project().equals(project.value()))
                .filter(lease -> !known.contains(new InstanceId(lease.holder())))
                .map(Remains::leftover),
            claimed.stream()
                .filter(claim -> claim.claim().project().equals(project))
                .filter(claim -> !known.contains(claim.claim().kernel()))
                .map(Remains::leftover))
        .toList();
  }

  private static Leftover leftover(Lease lease) {
    return new Leftover(
        Leftover.Kind.LEASE,
        lease.name(),
        lease.nonce(),
        lease.since(),
        Maker.stateOf(lease.maker()));
  }

  private static Leftover leftover(StoredClaim claim) {
    return new Leftover(
        Leftover.Kind.LEASE,
        claim.name(),
        claim.nonce(),
        claim.since(),
        Maker.stateOf(claim.maker()));
  }

  /** Removes one if it is the same, and its kernel is not there, still; whether it was. */
  boolean collect(Leftover left) {
    Set<InstanceId> known = store.names().keySet();
    Optional<Lease> lease =
        store.leases().stream()
            .filter(each -> each.nonce().equals(left.mark()))
            .filter(each -> !known.contains(new InstanceId(each.holder())))
            .findFirst();
    Optional<StoredClaim> claim =
        claims.all().stream()
            .filter(each -> each.nonce().equals(left.mark()))
            .filter(each -> !known.contains(each.claim().kernel()))
            .findFirst();
    lease.ifPresent(store::release);
    claim.ifPresent(claims::remove);
    return lease.isPresent() || claim.isPresent();
  }

  /** All that is a kernel's; idempotent. */
  void release(InstanceId kernel) {
    store.leases().stream()
        .filter(lease -> lease.holder().equals(kernel.value()))
        .forEach(store::release);
    claims.all().stream()
        .filter(claim -> claim.claim().kernel().equals(kernel))
        .forEach(claims::remove);
  }
}
