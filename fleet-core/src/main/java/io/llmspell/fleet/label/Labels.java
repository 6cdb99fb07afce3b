package io.llmspell.fleet.label;

import io.llmspell.fleet.model.AdHocNames;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.model.UserName;
import io.llmspell.fleet.model.WarmPool;
import io.llmspell.fleet.runtime.StartRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a container carries to say what it is: all that another look has to know, and no secret. */
public final class Labels {
  private static final String PREFIX = "io.llmspell.fleet.";
  public static final String PROJECT = PREFIX + "project";

  /** The name under which a container was made. */
  private static final String NAME = PREFIX + "name";

  /** The instance that a container or a volume belongs to. */
  public static final String ID = PREFIX + "id";

  /** On a lease: the first of the leased ports. */
  public static final String PORTS = PREFIX + "ports";

  /** On a lease: tells the one that made it from all that wanted to. */
  public static final String NONCE = PREFIX + "nonce";

  /** On a lease: when it was made, by its maker's clock. */
  public static final String SINCE = PREFIX + "since";

  /** The process that made a container or a lease, see {@link Maker}. */
  public static final String MAKER = PREFIX + "maker";

  /** On a claim: which place of how many, {@code 1/4}. */
  public static final String CLAIM = PREFIX + "claim";

  /** On a claim: whose it is. */
  public static final String HOLDER = PREFIX + "holder";

  private static final String SERVICE = PREFIX + "service";
  private static final String SLOT = PREFIX + "slot";
  private static final String SPEC_HASH = PREFIX + "spec-hash";
  private static final String ATTEMPT = PREFIX + "attempt";
  private static final String CREATED_BY = PREFIX + "created-by";
  private static final String IMAGE = PREFIX + "image";
  private static final String LANGUAGE = PREFIX + "language";
  private static final String CONFIG = PREFIX + "config";
  private static final String CONNECTION = PREFIX + "connection";
  private static final String INTERRUPT = PREFIX + "interrupt";
  private static final String MEMORY = PREFIX + "memory";
  private static final String CPUS = PREFIX + "cpus";

  /** Who was named; {@link #CREATED_BY} is somebody's in any case. */
  private static final String OWNER = PREFIX + "owner";

  private static final String SHARED = PREFIX + "shared";

  private Labels() {}

  /** The claim that something with these labels stands for; empty if it stands for none. */
  public static Optional<Claim> claim(Map<String, String> labels) {
    try {
      String[] place = labels.getOrDefault(CLAIM, "").split("/", 2);
      return place.length < 2
          ? Optional.empty()
          : Optional.of(
              new Claim(
                  new ProjectName(labels.getOrDefault(PROJECT, "")),
                  new InstanceId(labels.getOrDefault(ID, "")),
                  Integer.parseInt(place[0]),
                  Integer.parseInt(place[1]),
                  labels.getOrDefault(HOLDER, "")));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /**
   * Of the container for a request; {@code ports} are there for a kernel. Every label of ours is
   * written, an empty one for what is absent: an image that was made from a container of ours has
   * that container's labels, and a new container would inherit them.
   */
  public static Map<String, String> of(
      StartRequest request, SpecHash hash, Optional<PortBlock> ports, Maker maker) {
    ServiceSpec service = request.service();
    Optional<KernelSpec> kernel = service.kernel();
    Map<String, String> labels = new TreeMap<>(service.container().labels());
    labels.put(PROJECT, request.fleet().project().value());
    labels.put(NAME, request.name());
    labels.put(ID, request.id().value());
    labels.put(SPEC_HASH, hash.value());
    labels.put(ATTEMPT, Integer.toString(request.attempt()));
    Optional<Ownership> ownership = kernel.map(KernelSpec::ownership);
    Optional<String> owner = ownership.flatMap(Ownership::owner).map(UserName::value);
    labels.put(CREATED_BY, owner.orElse(maker.user()));
    put(labels, OWNER, owner);
    put(labels, SHARED, ownership.map(Ownership::sharing));
    labels.put(MAKER, maker.process());
    labels.put(IMAGE, service.image().value());
    put(labels, SERVICE, request.slot().map(Slot::service));
    put(labels, SLOT, request.slot().map(Slot::index));
    put(labels, MEMORY, service.container().limits().memory().map(ByteSize::bytes));
    put(labels, CPUS, service.container().limits().cpus());
    put(labels, LANGUAGE, kernel.map(KernelSpec::language));
    put(labels, CONNECTION, kernel.map(k -> word(k.connection())));
    put(labels, INTERRUPT, kernel.map(k -> word(k.interrupt())));
    put(labels, CONFIG, kernel.flatMap(KernelSpec::config).map(KernelConfig::name));
    put(labels, PORTS, ports);
    return labels;
  }

  /**
   * Whether a container is one that the fleet made: it has our labels, and was made under the name
   * that it has, or under that and a dot and more, or for a pool that it has left. A container of
   * somebody's own, made from an image that inherited our labels, is not.
   */
  public static boolean areOurs(Map<String, String> labels, String containerName) {
    try {
      slot(labels, containerName);
      return (isNamedAsMade(labels, containerName) || hasLeftPool(labels, containerName))
          && provenance(labels, "").attempt() > 0;
    } catch (IllegalArgumentException notOurs) {
      return false;
    }
  }

  public static InstanceId id(Map<String, String> labels) {
    return new InstanceId(required(labels, ID));
  }

  /**
   * The slot that an instance is in.
   *
   * @param name that it has now; one that has left its pool is in none
   */
  public static Optional<Slot> slot(Map<String, String> labels, String name) {
    return madeFor(labels).filter(slot -> !hasLeftPool(labels, name));
  }

  private static Optional<Slot> madeFor(Map<String, String> labels) {
    return optional(labels, SERVICE)
        .map(service -> new Slot(new ServiceName(service), number(labels, SLOT)));
  }

  private static boolean isNamedAsMade(Map<String, String> labels, String name) {
    String made = required(labels, NAME);
    return made.equals(name) || made.startsWith(name + ".");
  }

  /**
   * Whether an instance with these labels, if it has this name, has left the pool of its making.
   */
  public static boolean hasLeftPool(Map<String, String> labels, String name) {
    return madeFor(labels).filter(slot -> WarmPool.isPool(slot.service())).isPresent()
        && AdHocNames.isOf(
            new ProjectName(required(labels, PROJECT)),
            id(labels),
            new SpecHash(required(labels, SPEC_HASH)),
            name);
  }

  public static Instance.Provenance provenance(Map<String, String> labels, String imageId) {
    return new Instance.Provenance(
        new ProjectName(required(labels, PROJECT)),
        new SpecHash(required(labels, SPEC_HASH)),
        number(labels, ATTEMPT),
        new ImageReference(required(labels, IMAGE)),
        imageId,
        optional(labels, LANGUAGE).map(language -> kernel(labels, language)),
        optional(labels, MEMORY).map(bytes -> new ByteSize(Long.parseLong(bytes))),
        optional(labels, CPUS).map(Cpus::parse),
        required(labels, CREATED_BY),
        new Ownership(
            optional(labels, OWNER).map(UserName::new),
            optional(labels, SHARED).map(Sharing::parse).orElse(Sharing.NOBODY)));
  }

  /** The ports that a lease's labels name; empty if it is none of ours. */
  public static Optional<PortBlock> leasedPorts(Map<String, String> labels) {
    try {
      return optional(labels, PORTS).map(base -> new PortBlock(Integer.parseInt(base)));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** When a lease was made; long ago if it does not say. */
  public static Instant since(Map<String, String> labels) {
    try {
      return Instant.parse(labels.getOrDefault(SINCE, ""));
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private static Instance.KernelFacts kernel(Map<String, String> labels, String language) {
    return new Instance.KernelFacts(
        language,
        optional(labels, CONFIG),
        new PortBlock(number(labels, PORTS)),
        KernelSpec.Connection.valueOf(required(labels, CONNECTION).toUpperCase(Locale.ROOT)),
        KernelSpec.Interrupt.valueOf(required(labels, INTERRUPT).toUpperCase(Locale.ROOT)));
  }

  private static void put(Map<String, String> labels, String key, Optional<?> value) {
    labels.put(key, value.map(Object::toString).orElse(""));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static int number(Map<String, String> labels, String key) {
    return Integer.parseInt(required(labels, key));
  }

  private static Optional<String> optional(Map<String, String> labels, String key) {
    return Optional.ofNullable(labels.get(key)).filter(value -> !value.isEmpty());
  }

  private static String required(Map<String, String> labels, String key) {
    return optional(labels, key)
        .orElseThrow(() -> new IllegalArgumentException("label " + key + " is missing"));
  }
}
