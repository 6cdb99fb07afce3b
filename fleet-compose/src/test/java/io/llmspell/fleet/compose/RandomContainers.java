package io.llmspell.fleet.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.ContainerSpec.Logging;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.GrantedFile;
import io.llmspell.fleet.model.HealthCheck;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Networking.Attachment;
import io.llmspell.fleet.model.Networking.Publication;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.Security;
import io.llmspell.fleet.model.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes up containers in which anything a file can say may be said, in texts that invite error. */
final class RandomContainers extends RandomValues {
  /** Networks that the containers may join. */
  static final List<String> NETWORKS = List.of("alpha", "demo_back", "zeta.1");

  static final String VOLUME = "demo_data";

  /** What the file holds that is granted. */
  static final String TEXT = "FROM scratch";

  private static final String DIGEST = Hashing.sha256().hashString(TEXT, UTF_8).toString();

  private final Path existing;

  /**
   * @param existing a folder that may be mounted, with a {@code Dockerfile.test} of {@link #TEXT}
   */
  RandomContainers(RandomGenerator random, Path existing) {
    super(random);
    this.existing = existing;
  }

  ContainerSpec next() {
    return new ContainerSpec(
        process(),
        limits(),
        security(),
        networking(),
        storage(),
        maybe(this::healthCheck),
        pick(List.of(Restart.values())),
        maybe(() -> new Logging("json-file", pairs())),
        pairs(),
        maybe(() -> pick(List.of("linux/amd64", "linux/arm/v7"))));
  }

  private ProcessSpec process() {
    Map<String, String> environment = pairs();
    Set<String> passedOn = new TreeSet<>(Set.of("OPENAI_API_KEY", "HOME"));
    passedOn.removeIf(name -> random.nextBoolean());
    return new ProcessSpec(
        maybe(this::texts),
        maybe(this::texts),
        environment,
        passedOn,
        maybe(() -> pick(List.of("1000", "1000:1000", "root", "0"))),
        maybe(() -> "/work dir"),
        maybe(random::nextBoolean),
        maybe(() -> pick(List.of("SIGTERM", "9"))),
        duration());
  }

  private Limits limits() {
    Optional<ByteSize> memory = maybe(() -> new ByteSize((6 << 20) + random.nextLong(1L << 34)));
    return new Limits(
        memory,
        memory.flatMap(m -> maybe(() -> new ByteSize(m.bytes() + random.nextInt(1 << 20)))),
        memory.flatMap(m -> maybe(() -> m)),
        maybe(() -> new Cpus(10_000_000L + random.nextLong(1L << 40))),
        maybe(() -> random.nextBoolean() ? -1 : 1 + random.nextInt(1000)),
        maybe(() -> ByteSize.ofMebibytes(random.nextInt(1000))),
        ulimits(),
        random.nextBoolean() ? List.of() : List.of(device()));
  }

  private Map<String, Limits.Ulimit> ulimits() {
    Map<String, Limits.Ulimit> ulimits = new TreeMap<>();
    for (String name : some("nofile", "memlock", "nproc")) {
      long soft = random.nextLong(-1, 1L << 40);
      ulimits.put(name, new Limits.Ulimit(soft, soft < 0 ? -1 : soft + random.nextInt(9)));
    }
    return ulimits;
  }

  private Limits.DeviceRequest device() {
    boolean named = random.nextBoolean();
    return new Limits.DeviceRequest(
        maybe(() -> "nvidia"),
        named ? 0 : pick(List.of(-1, 1, 8)),
        named ? List.of("0", "GPU-1") : List.of(),
        List.of("gpu", "utility"),
        pairs());
  }

  private Security security() {
    return new Security(
        maybe(random::nextBoolean),
        maybe(() -> some("NET_ADMIN", "SYS_TIME")),
        maybe(() -> some("ALL")),
        maybe(() -> some("no-new-privileges:true")),
        random.nextBoolean());
  }

  private Networking networking() {
    Optional<String> mode = maybe(() -> pick(List.of("host", "none", "container:a1")));
    return new Networking(
        mode.isPresent() ? List.of() : attachments(),
        mode,
        mode.isPresent() ? List.of() : ports(),
        maybe(() -> "1e3"),
        some("db:192.0.2.1", "six:2001:db8::1"),
        new Networking.Dns(
            some("192.0.2.53", "2001:db8::53"), some("example.org", "a.b"), some("ndots:2")));
  }

  private List<Attachment> attachments() {
    List<String> names = new ArrayList<>(some(NETWORKS.toArray(String[]::new)));
    Collections.shuffle(names, new Random(random.nextLong()));
    return names.stream().map(name -> new Attachment(name, some("one", "two"))).toList();
  }

  private List<Publication> ports() {
    return IntStream.range(8000, 8000 + random.nextInt(4))
        .mapToObj(
            port ->
                new Publication(
                    maybe(() -> pick(List.of("127.0.0.1", "0.0.0.0", "::1"))),
                    Optional.<Integer>empty(),
                    port,
                    pick(List.of("tcp", "udp"))))
        .toList();
  }

  private Storage storage() {
    List<Storage.Mount> mounts =
        List.of(
            new Storage.Mount(Storage.Kind.BIND, Optional.of(existing.toString()), "/b", true),
            new Storage.Mount(Storage.Kind.VOLUME, Optional.of(VOLUME), "/v:x", false),
            new Storage.Mount(Storage.Kind.VOLUME, Optional.empty(), "/anonymous", false));
    return new Storage(
        mounts.stream().filter(m -> random.nextBoolean()).toList(),
        maybe(() -> some("/tmp:rw,exec,mode=1777,size=64m", "/run")),
        files());
  }

  /** One name is the same thing in every service. */
  private List<GrantedFile> files() {
    List<GrantedFile> files = new ArrayList<>();
    for (GrantedFile.Kind kind : GrantedFile.Kind.values()) {
      String lower = kind.name().toLowerCase(Locale.ROOT);
      for (String name : some("one", "two words")) {
        files.add(
            new GrantedFile(
                kind,
                name,
                kind == GrantedFile.Kind.SECRET
                    ? new GrantedFile.OfFile(existing.resolve("Dockerfile.test"), DIGEST)
                    : new GrantedFile.Text("a: ${b} #" + name),
                "/granted/" + lower + "/" + name,
                maybe(() -> random.nextInt(2000)),
                maybe(() -> random.nextInt(2000)),
                random.nextInt(01000)));
      }
    }
    return files;
  }

  private HealthCheck healthCheck() {
    return new HealthCheck(
        maybe(
            () ->
                pick(
                    List.of(
                        List.of("NONE"),
                        List.of("CMD", "a b", "$c"),
                        List.of("CMD-SHELL", "exit 0")))),
        maybe(this::duration),
        maybe(this::duration),
        maybe(this::duration),
        maybe(() -> random.nextInt(5)));
  }
}
