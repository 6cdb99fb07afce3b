package io.llmspell.fleet.docker.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.command.CreateContainerCmdImpl;
import io.llmspell.fleet.docker.container.ContainerTranslation.KernelLease;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** One service made into what the engine is told, of which a test says only what matters to it. */
final class Translation {
  static final PortBlock PORTS = new PortBlock(9555);
  static final Map<String, String> LEASE_LABELS = Map.of(Labels.NONCE, "once");
  private static final Maker JANE = new Maker("jane", "boot/space/1/2");
  static final String VOLUME = "llmspell-ports-9555";
  static final String KEY = "5ec2e7-signing-key";

  private static final ObjectMapper WIRE = DockerClientConfig.getDefaultObjectMapper();

  private final ServiceSpec service;
  private final Map<String, String> passedOn = new HashMap<>();
  private Optional<Slot> slot;
  private Optional<String> network = Optional.empty();
  private String imageUser = "";
  private int attempt = 1;
  private boolean publish;

  Translation(ServiceSpec service) {
    this.service = service;
    this.slot = Optional.of(new Slot(service.name(), 1));
  }

  Translation slot(int index, int attempts) {
    slot = Optional.of(new Slot(service.name(), index));
    attempt = attempts;
    return this;
  }

  Translation adHoc() {
    slot = Optional.empty();
    return this;
  }

  Translation imageUser(String user) {
    imageUser = user;
    return this;
  }

  Translation passedOn(String name, String value) {
    passedOn.put(name, value);
    return this;
  }

  Translation publishingPorts() {
    publish = true;
    return this;
  }

  Translation joining(String networkId) {
    network = Optional.of(networkId);
    return this;
  }

  InstanceId id() {
    return new InstanceId(service.isKernel() ? "kernel-0badcafe" : "container-0badcafe");
  }

  String user() {
    return translated().user();
  }

  /** The body of the request, as it goes over the wire. */
  JsonNode told() {
    AtomicReference<JsonNode> told = new AtomicReference<>(MissingNode.getInstance());
    CreateContainerCmd create =
        new CreateContainerCmdImpl(
            command -> {
              told.set(WIRE.valueToTree(command));
              return new CreateContainerResponse();
            },
            new AuthConfig(),
            service.image().value());
    translated().fill(create).exec();
    return Objects.requireNonNull(told.get());
  }

  /** The name under which it is made, which is in the request's address. */
  String name() {
    CreateContainerCmd create =
        new CreateContainerCmdImpl(
            command -> new CreateContainerResponse(), new AuthConfig(), service.image().value());
    return String.valueOf(translated().fill(create).getName());
  }

  Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    told().at("/Labels").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    return labels;
  }

  List<String> environment() {
    return texts(told().at("/Env"));
  }

  static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private ContainerTranslation translated() {
    Optional<KernelLease> lease =
        service.isKernel()
            ? Optional.of(new KernelLease(PORTS, VOLUME, LEASE_LABELS, publish))
            : Optional.empty();
    return new ContainerTranslation(
        request(), new ImageFacts(Samples.IMAGE_ID, imageUser), lease, network, JANE);
  }

  private StartRequest request() {
    // An ad-hoc kernel's service is not in the fleet, but what it refers to is.
    DesiredFleet declared = Samples.fleet(service);
    DesiredFleet fleet =
        slot.isPresent()
            ? declared
            : new DesiredFleet(
                declared.project(),
                Map.of(),
                Set.of(),
                declared.networks(),
                declared.volumes(),
                declared.ports());
    return new StartRequest(
        fleet,
        service,
        id(),
        "demo-" + slot.map(Slot::toString).orElse("by-hand"),
        slot,
        attempt,
        Optional.empty(),
        passedOn,
        Optional.of(ports -> KEY.getBytes(StandardCharsets.UTF_8)),
        publish ? Publish.ALWAYS : Publish.AUTO);
  }
}
