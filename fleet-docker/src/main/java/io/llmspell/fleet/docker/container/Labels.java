package io.llmspell.fleet.docker.container;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.runtime.StartRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What a container carries to say what it is: all that another look has to know, and no secret. */
public final class Labels {
  private static final String PREFIX = "io.llmspell.fleet.";
  public static final String PROJECT = PREFIX + "project";

  /** The instance that a container or a volume belongs to. */
  public static final String ID = PREFIX + "id";

  /** On a lease: the first of the leased ports. */
  public static final String PORTS = PREFIX + "ports";

  /** On a lease: tells the one that made it from all that wanted to. */
  public static final String NONCE = PREFIX + "nonce";

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

  private Labels() {}

  /** Of the container for a request; {@code ports} are there for a kernel. */
  public static Map<String, String> of(
      StartRequest request, SpecHash hash, Optional<PortBlock> ports, String createdBy) {
    Map<String, String> labels = new TreeMap<>(request.service().container().labels());
    labels.put(PROJECT, request.fleet().project().value());
    labels.put(ID, request.id().value());
    labels.put(SPEC_HASH, hash.value());
    labels.put(ATTEMPT, Integer.toString(request.attempt()));
    labels.put(CREATED_BY, createdBy);
    labels.put(IMAGE, request.service().image().value());
    request.slot().ifPresent(slot -> labels.put(SERVICE, slot.service().value()));
    request.slot().ifPresent(slot -> labels.put(SLOT, Integer.toString(slot.index())));
    request
        .service()
        .container()
        .limits()
        .memory()
        .ifPresent(memory -> labels.put(MEMORY, Long.toString(memory.bytes())));
    request.service().kernel().ifPresent(kernel -> put(labels, kernel));
    ports.ifPresent(block -> labels.put(PORTS, Integer.toString(block.base())));
    return labels;
  }

  private static void put(Map<String, String> labels, KernelSpec kernel) {
    labels.put(LANGUAGE, kernel.language());
    labels.put(CONNECTION, kernel.connection().name().toLowerCase(Locale.ROOT));
    labels.put(INTERRUPT, kernel.interrupt().name().toLowerCase(Locale.ROOT));
    kernel.config().map(KernelConfig::name).ifPresent(name -> labels.put(CONFIG, name));
  }

  static InstanceId id(Map<String, String> labels) {
    return new InstanceId(required(labels, ID));
  }

  static Optional<Slot> slot(Map<String, String> labels) {
    return optional(labels, SERVICE)
        .map(
            service ->
                new Slot(new ServiceName(service), Integer.parseInt(required(labels, SLOT))));
  }

  static Instance.Provenance provenance(Map<String, String> labels, String imageId) {
    return new Instance.Provenance(
        new ProjectName(required(labels, PROJECT)),
        new SpecHash(required(labels, SPEC_HASH)),
        Integer.parseInt(required(labels, ATTEMPT)),
        new ImageReference(required(labels, IMAGE)),
        imageId,
        optional(labels, LANGUAGE).map(language -> kernel(labels, language)),
        optional(labels, MEMORY).map(bytes -> new ByteSize(Long.parseLong(bytes))),
        required(labels, CREATED_BY));
  }

  private static Instance.KernelFacts kernel(Map<String, String> labels, String language) {
    return new Instance.KernelFacts(
        language,
        optional(labels, CONFIG),
        new PortBlock(Integer.parseInt(required(labels, PORTS))),
        KernelSpec.Connection.valueOf(required(labels, CONNECTION).toUpperCase(Locale.ROOT)),
        KernelSpec.Interrupt.valueOf(required(labels, INTERRUPT).toUpperCase(Locale.ROOT)));
  }

  private static Optional<String> optional(Map<String, String> labels, String key) {
    return Optional.ofNullable(labels.get(key));
  }

  private static String required(Map<String, String> labels, String key) {
    return Objects.requireNonNull(labels.get(key), () -> "label " + key + " is missing");
  }
}
