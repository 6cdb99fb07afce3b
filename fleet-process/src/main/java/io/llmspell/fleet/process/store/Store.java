package io.llmspell.fleet.process.store;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.model.InstanceId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What exists, in one folder:
 *
 * <pre>
 * lock                 whoever changes something holds it
 * names/NAME           a link to the instance's folder; the name is the lock on its slot
 * instances/ID/        record.json, and what the instance and its supervisor put there
 * leases/ports-9555    who has these five ports
 * </pre>
 *
 * Files are replaced whole, so looks need no lock. Thread-safe. What others put there is neither
 * seen nor touched, but takes its name.
 */
public final class Store {
  private static final String RECORD = "record.json";

  private final Path root;
  private final Path names;
  private final Path instances;
  private final Path leases;
  private final StoreLock lock;

  /**
   * @param root made when something is first written to it, for this user alone
   */
  public Store(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.names = this.root.resolve("names");
    this.instances = this.root.resolve("instances");
    this.leases = this.root.resolve("leases");
    this.lock = new StoreLock(this.root.resolve("lock"));
  }

  /** Makes a change that nobody else sees half of. Blocks while others make one. */
  public <T> T change(Supplier<T> change) {
    return lock.hold(change);
  }

  /** The folder of an instance. */
  public Path folder(InstanceId id) {
    return instances.resolve(id.value());
  }

  /** All instances, each with the name that it has. */
  public Map<InstanceId, String> names() {
    Map<InstanceId, String> found = new TreeMap<>();
    for (Path link : StoredFiles.in(names)) {
      target(link)
          .ifPresent(
              id -> found.merge(id, StoredFiles.name(link), (one, two) -> newer(id, one, two)));
    }
    return found;
  }

  /**
   * Between the two steps of a rename an instance has both names: the new one is the older one's
   * beginning, or is not of the pool that it leaves.
   */
  private String newer(InstanceId id, String one, String other) {
    Map<String, String> labels = record(id).map(InstanceRecord::labels).orElse(Map.of());
    boolean leaves = labels.isEmpty() || Labels.hasLeftPool(labels, one);
    boolean otherLeaves = labels.isEmpty() || Labels.hasLeftPool(labels, other);
    return leaves == otherLeaves ? shorter(one, other) : leaves ? one : other;
  }

  private static String shorter(String one, String other) {
    return one.length() < other.length() ? one : other;
  }

  /** What was written down of an instance; empty if it is no more. */
  public Optional<InstanceRecord> record(InstanceId id) {
    return StoredFiles.json(folder(id).resolve(RECORD)).flatMap(InstanceRecord::of);
  }

  /** Whether a name is taken, by an instance or by whatever else. */
  public boolean isTaken(String name) {
    return Files.exists(names.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** Instances whose folder is there and whose name is not. */
  public Set<InstanceId> nameless() {
    Set<InstanceId> found = new TreeSet<>();
    StoredFiles.in(instances).forEach(folder -> idOf(folder).ifPresent(found::add));
    found.removeAll(names().keySet());
    return found;
  }

  /** Makes an instance's folder, which must not be there. */
  public Path makeFolder(InstanceId id) {
    try {
      StoredFiles.makeFolder(instances);
      return Files.createDirectory(
          folder(id),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw StoredFiles.failure("make " + folder(id), e);
    }
  }

  /**
   * Makes an instance known under a name: from now on it is seen.
   *
   * @throws FleetException with {@code CONFLICT} if the name is taken
   */
  public void add(InstanceId id, String name, InstanceRecord record) {
    StoredFiles.write(folder(id).resolve(RECORD), JsonText.writePretty(record.toJson()));
    link(id, name);
  }

  /**
   * Gives an instance another name, and takes back those that it had.
   *
   * @throws FleetException with {@code CONFLICT} if the name is taken
   */
  public void rename(InstanceId id, String name) {
    if (!namesOf(id).contains(name)) {
      link(id, name);
    }
    namesOf(id).stream().filter(old -> !old.equals(name)).forEach(this::unlink);
  }

  /** An instance is not known any more; idempotent. Its folder is left. */
  public void forget(InstanceId id) {
    namesOf(id).forEach(this::unlink);
  }

  private List<String> namesOf(InstanceId id) {
    return StoredFiles.in(names).stream()
        .filter(link -> target(link).filter(id::equals).isPresent())
        .map(StoredFiles::name)
        .toList();
  }

  private void link(InstanceId id, String name) {
    try {
      StoredFiles.makeFolder(names);
      Files.createSymbolicLink(names.resolve(name), names.relativize(folder(id)));
    } catch (FileAlreadyExistsException e) {
      throw new FleetException(
          ErrorCode.CONFLICT,
          "the name " + name + " is taken: remove what has it, " + names.resolve(name),
          e);
    } catch (IOException e) {
      throw StoredFiles.failure("name " + name, e);
    }
  }

  private void unlink(String name) {
    try {
      Files.deleteIfExists(names.resolve(name));
    } catch (IOException e) {
      throw StoredFiles.failure("remove the name " + name, e);
    }
  }

  /** Empty for what is no folder of ours. */
  private static Optional<InstanceId> idOf(Path folder) {
    try {
      return Optional.of(new InstanceId(StoredFiles.name(folder)));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  /** Empty for what is no link of ours. */
  private static Optional<InstanceId> target(Path link) {
    try {
      return idOf(Files.readSymbolicLink(link));
    } catch (NotLinkException | NoSuchFileException foreign) {
      return Optional.empty();
    } catch (IOException e) {
      throw StoredFiles.failure("read " + link, e);
    }
  }

  /** All leases, in the order of their ports. */
  public List<Lease> leases() {
    return StoredFiles.in(leases).stream()
        .flatMap(file -> StoredFiles.json(file).flatMap(Lease::of).stream())
        .sorted(Comparator.comparing(Lease::ports))
        .toList();
  }

  /** Writes a lease down; whoever does so holds the lock and has seen that the ports are free. */
  public void put(Lease lease) {
    StoredFiles.write(leases.resolve(lease.name()), JsonText.write(lease.toJson()));
  }

  /** Gives a lease back; idempotent. */
  public void release(Lease lease) {
    try {
      Files.deleteIfExists(leases.resolve(lease.name()));
    } catch (IOException e) {
      throw StoredFiles.failure("release " + lease.name(), e);
    }
  }
}
