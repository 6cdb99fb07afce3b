package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.model.WarmPool;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.plan.Fitting;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The fleet as a library: what the commands do, for programs that embed it. Thread-safe, and safe
 * beside other processes on the same engine; keeps no state that the engine does not have. Every
 * method blocks until what it says is so, and throws {@link FleetException} if it can't be.
 *
 * <p>Kernels are named as people name them: by id, one of their ports, name, slot, or service if
 * that has one instance.
 */
public final class Fleet implements AutoCloseable {
  private final Surroundings around;
  private final RandomGenerator random = new SecureRandom();

  public Fleet(Surroundings around) {
    this.around = around;
  }

  /** What {@link #up} would do, and why; changes nothing. */
  public Plan plan(DesiredFleet desired, Scope scope) {
    return Prospect.of(around, whole(desired), scope).plan();
  }

  /**
   * The spec hash with which each service's instances would be made now. A service whose image is
   * not there has none.
   */
  public Map<ServiceName, SpecHash> specHashes(DesiredFleet desired) {
    DesiredFleet full = told(fitted(desired.mapServices(KernelDefaults::apply)));
    Map<ImageReference, String> images = around.runtime().observe(Observation.of(full)).images();
    Map<ServiceName, SpecHash> hashes = new TreeMap<>();
    full.services()
        .forEach(
            (name, service) ->
                Optional.ofNullable(images.get(service.image()))
                    .ifPresent(id -> hashes.put(name, SpecHash.of(service, id))));
    return hashes;
  }

  /**
   * Makes the fleet as the file wants it. Idempotent. Failures of single services are in the
   * result; what can be found out before anything is touched is thrown.
   */
  public UpResult up(DesiredFleet desired, UpRequest request) {
    return new Up(around, launch()).run(whole(desired), request);
  }

  /**
   * Ends all instances of the project, ad-hoc ones and orphans too, and removes its networks once
   * nobody uses them; forgets what was said of the project before. Idempotent.
   *
   * @param volumes whether the named volumes, and the data in them, go too
   * @return the names of the instances that were ended
   */
  public List<String> down(DesiredFleet desired, boolean volumes) {
    return new Down(around, launch()).run(fitted(desired).fleet(), volumes);
  }

  /**
   * What {@link #cleanup} would remove, and why; changes nothing.
   *
   * @param grace how long something may look abandoned before it is; {@link Debris#GRACE} for what
   *     other processes may be making right now
   */
  public List<Action> leftovers(DesiredFleet desired, Duration grace) {
    return new Cleanup(around, launch()).leftovers(fitted(desired).fleet(), grace);
  }

  /**
   * Removes kernels that have ended and what crashes have left: instances that were never started,
   * leases of kernels that are gone, networks of the project that nothing uses. Idempotent.
   *
   * @param grace as in {@link #leftovers}
   * @return what was removed
   */
  public List<Action> cleanup(DesiredFleet desired, Duration grace) {
    return new Cleanup(around, launch()).run(fitted(desired).fleet(), grace);
  }

  /**
   * Removes all that the fleet has made for a project: what {@link #down} ends, the named volumes
   * with the data in them, leftovers of any age, and this user's connection files. Idempotent.
   *
   * @param images whether the images that the fleet builds itself go too, if nobody uses them
   * @return what was removed
   */
  public List<String> clean(DesiredFleet desired, boolean images) {
    return new Clean(around, launch()).run(desired, images);
  }

  /** The images that services need: fetched, built, or both. */
  public Imagery images(DesiredFleet desired) {
    return new Imagery(around, desired);
  }

  /**
   * Somebody who keeps the fleet as it is declared, once he is told to {@link Keeper#start}. His
   * events go to this fleet's listener. There should be one for a fleet: two do no harm, and each
   * other's work.
   */
  public Keeper keeper(Declaration declaration) {
    return new Keeper(around, declaration, this::whole, this::launch);
  }

  /** The instances of a project as the runtime shows them now; none of them is asked. */
  public ObservedFleet look(ProjectName project) {
    return around.runtime().observe(Observation.ofInstances(project));
  }

  /** All instances of a project, ordered by name, each asked whether it answers. */
  public List<KernelView> list(ProjectName project) {
    return new Look(around).at(project);
  }

  /**
   * Makes one ad-hoc kernel and waits until it answers. If it does not, nothing of it is left.
   *
   * @param fleet the fleet it joins
   */
  public KernelView spawn(DesiredFleet fleet, SpawnRequest request) {
    return begin(fleet, request).await();
  }

  /**
   * Makes one ad-hoc kernel, and returns when it runs. Whoever calls this has to wait for it, or to
   * look after it.
   *
   * @param fleet the fleet it joins
   */
  public Spawning begin(DesiredFleet fleet, SpawnRequest request) {
    return new Spawn(around, launch()).begin(fleet, request);
  }

  /**
   * Makes one ad-hoc kernel that is just as a service's are, and waits until it answers. If the
   * service keeps some warm, it is one of those: of many who ask at once, each has another one.
   * Where none is ready, or none is kept, it is made as {@link #spawn(DesiredFleet, SpawnRequest)}
   * makes one.
   *
   * @param fleet the file that has the service
   * @param publish what was kept warm was published {@code AUTO}, so other ways are made anew
   * @throws FleetException with {@code NOT_FOUND} if the file has no such kernel service
   */
  public KernelView spawn(DesiredFleet fleet, ServiceName service, Publish publish) {
    return new Spawn(around, launch()).of(fleet, service, publish);
  }

  /**
   * Finds the kernel that is just as required, or makes it, and waits until it answers. Whoever
   * requires the same has the same kernel, however many ask at once, or one with a free place if
   * places are asked for. It stays until somebody stops it, and so do claims on it that are not
   * given back.
   *
   * @param fleet the fleet it joins
   */
  public Found find(DesiredFleet fleet, FindRequest request) {
    return new Find(around, launch()).run(fleet, request);
  }

  /**
   * Gives a place at a kernel back. The kernel whose only place it was ends: what is in it is its
   * client's.
   *
   * @param text {@link Claim#text}
   * @return the claim
   * @throws FleetException with {@code NOT_FOUND} if there is no such claim, or none any more
   */
  public Claim release(ProjectName project, String text) {
    return new Release(around, launch()).of(project, text);
  }

  /**
   * Ends one instance: an ad-hoc kernel is gone, a slot is recorded as stopped and stays empty
   * until {@link #up} or {@link #restart} fills it.
   *
   * @param force kills at once, without a grace period
   * @return what was ended
   */
  public Instance stop(ProjectName project, String selector, boolean force) {
    return new Stop(around, launch(), force).one(project, selector);
  }

  /**
   * Ends all kernels of a project, and leaves its plain containers.
   *
   * @return what was ended
   */
  public List<Instance> stopAll(ProjectName project, boolean force) {
    return new Stop(around, launch(), force).all(project);
  }

  /**
   * Ends all kernels of a project, and leaves its plain containers and what was said of it: the
   * next keeper, or {@link #up}, fills the slots again. Ad-hoc kernels are gone. Idempotent;
   * whoever keeps the fleet meanwhile fills the slots at once, so close a {@link Keeper} first.
   *
   * @return what was ended
   */
  public List<Instance> stopForNow(ProjectName project) {
    return new Stop(around, launch(), false).allForNow(project);
  }

  /**
   * Ends instances at once, whatever they do, and fills their slots anew as the file has them now:
   * each keeps its name, its ports if they are free, and its connection file's path; its id and its
   * key are new. A slot that was stopped by hand is filled.
   *
   * @param selectors services, all of whose instances are meant, or instances; empty: all services
   * @throws FleetException with {@code NOT_FOUND} if nothing is meant by one of them, with {@code
   *     UNSUPPORTED} for an ad-hoc kernel, of which nothing says how to make it anew
   */
  public UpResult restart(DesiredFleet desired, List<String> selectors, Publish publish) {
    return new Restart(around, launch(), whole(desired)).run(selectors, publish);
  }

  /**
   * Interrupts what a kernel executes, the way its service says: by message or by signal. Returns
   * when the kernel has confirmed it, or the engine has delivered it.
   */
  public Instance interrupt(ProjectName project, String selector) {
    Instance kernel = find(project, selector);
    new Interruption(around).of(kernel);
    return kernel;
  }

  /**
   * Writes the connection file with which a client on this machine reaches a kernel.
   *
   * @return where it is; the path is the same for every kernel of the slot
   */
  public Path connect(ProjectName project, String selector) {
    Instance kernel = find(project, selector);
    Connections connections = new Connections(around);
    return connections.publish(kernel, connections.require(kernel));
  }

  /** What the runtime is called on which this fleet is. */
  public String runtime() {
    return around.runtime().capabilities().runtime();
  }

  /** A closer look at the instances of a project. */
  public Insight insight(ProjectName project) {
    return new Insight(around, project);
  }

  /** Closes the runtime and the protocol; the instances go on. */
  @Override
  public void close() {
    around.protocol().close();
    around.runtime().close();
  }

  /** With all that the file does not say, and without what the runtime lacks, which is told. */
  private DesiredFleet whole(DesiredFleet desired) {
    return WarmPool.in(told(fitted(desired.mapServices(KernelDefaults::apply))));
  }

  private DesiredFleet told(Fitting fitting) {
    fitting
        .notes()
        .forEach(note -> around.listener().on(Kind.WARNING, "runtime " + runtime(), note));
    return fitting.fleet();
  }

  private Fitting fitted(DesiredFleet desired) {
    return Fitting.of(desired, around.runtime().capabilities());
  }

  private Launch launch() {
    return new Launch(around, random);
  }

  private Instance find(ProjectName project, String selector) {
    return Selector.find(project, around.instances(project), selector);
  }
}
