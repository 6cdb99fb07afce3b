package io.llmspell.fleet.docker.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.Deployment.RestartPolicy;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Security;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.testkit.Samples;
import io.llmspell.fleet.testkit.ServiceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, security, logs and restarts, as the engine is told them. */
class HostSettingsTest {

  @Test
  void limitsAreToldInBytesAndBillionths() {
    JsonNode host =
        told(
            ContainerSpec.PLAIN.withLimits(
                new Limits(
                    Optional.of(ByteSize.parse("512m")),
                    Optional.of(ByteSize.parse("1g")),
                    Optional.of(ByteSize.parse("256m")),
                    Optional.of(Cpus.parse("0.5")),
                    Optional.of(64),
                    Optional.of(ByteSize.parse("32m")))));

    assertThat(host.at("/Memory").asLong()).isEqualTo(512L << 20);
    assertThat(host.at("/MemorySwap").asLong()).isEqualTo(1L << 30);
    assertThat(host.at("/MemoryReservation").asLong()).isEqualTo(256L << 20);
    assertThat(host.at("/NanoCpus").asLong()).isEqualTo(500_000_000L);
    assertThat(host.at("/PidsLimit").asLong()).isEqualTo(64);
    assertThat(host.at("/ShmSize").asLong()).isEqualTo(32L << 20);
  }

  @Test
  void ulimitsDevicesAndNameServersAreToldAsTheFileHasThem() {
    Limits none = Limits.NONE;
    Limits limits =
        new Limits(
            none.memory(),
            none.memorySwap(),
            none.memoryReservation(),
            none.cpus(),
            none.pids(),
            none.shmSize(),
            Map.of("nofile", new Limits.Ulimit(1, 2)),
            List.of(
                new Limits.DeviceRequest(
                    Optional.of("nvidia"), -1, List.of(), List.of("gpu"), Map.of())));
    Networking.Dns dns =
        new Networking.Dns(List.of("192.0.2.1"), List.of("a.b"), List.of("ndots:2"));
    Networking plain = Networking.NONE;
    JsonNode host =
        told(
            ContainerSpec.PLAIN
                .withLimits(limits)
                .withNetworking(
                    new Networking(
                        plain.networks(),
                        plain.mode(),
                        plain.ports(),
                        plain.hostname(),
                        plain.extraHosts(),
                        dns)));

    assertThat(host.at("/Ulimits/0/Name").asText()).isEqualTo("nofile");
    assertThat(host.at("/Ulimits/0/Soft").asLong()).isEqualTo(1);
    assertThat(host.at("/Ulimits/0/Hard").asLong()).isEqualTo(2);
    assertThat(host.at("/DeviceRequests/0/Driver").asText()).isEqualTo("nvidia");
    assertThat(host.at("/DeviceRequests/0/Count").asInt()).isEqualTo(-1);
    assertThat(host.at("/DeviceRequests/0/Capabilities/0/0").asText()).isEqualTo("gpu");
    assertThat(Translation.texts(host.at("/Dns"))).containsExactly("192.0.2.1");
    assertThat(Translation.texts(host.at("/DnsSearch"))).containsExactly("a.b");
    assertThat(Translation.texts(host.at("/DnsOptions"))).containsExactly("ndots:2");
  }

  @Test
  void whatTheFileDoesNotLimitIsNotLimited() {
    JsonNode host = told(ContainerSpec.PLAIN);

    assertThat(List.of("/Memory", "/MemorySwap", "/NanoCpus", "/PidsLimit", "/ReadonlyRootfs"))
        .allMatch(path -> isAbsent(host, path));
    assertThat(List.of("/CapDrop", "/SecurityOpt", "/Tmpfs", "/LogConfig", "/Privileged"))
        .allMatch(path -> isAbsent(host, path));
  }

  @Test
  void aKernelIsLockedDownUnlessTheFileSaysOtherwise() {
    JsonNode host =
        new Translation(KernelDefaults.apply(Samples.service("lua").kernel().build()))
            .told()
            .at("/HostConfig");

    assertThat(host.at("/Memory").asLong()).isEqualTo(512L << 20);
    assertThat(host.at("/MemorySwap").asLong()).as("no swap beyond it").isEqualTo(512L << 20);
    assertThat(host.at("/PidsLimit").asLong()).isEqualTo(256);
    assertThat(host.at("/ReadonlyRootfs").asBoolean()).isTrue();
    assertThat(Translation.texts(host.at("/CapDrop"))).containsExactly("ALL");
    assertThat(Translation.texts(host.at("/SecurityOpt")))
        .containsExactly("no-new-privileges:true");
    assertThat(host.at("/Tmpfs").properties()).hasSize(1);
    assertThat(host.at("/Tmpfs").get("/tmp").asText())
        .isEqualTo("rw,exec,nosuid,nodev,mode=1777,size=64m");
    assertThat(host.at("/LogConfig/Type").asText()).isEqualTo("json-file");
    assertThat(host.at("/LogConfig/Config/max-size").asText()).isEqualTo("10m");
    assertThat(host.at("/LogConfig/Config/max-file").asText()).isEqualTo("3");
  }

  @Test
  void securityIsToldAsTheFileHasIt() {
    JsonNode host =
        told(
            secured(
                new Security(
                    Optional.of(false),
                    Optional.of(List.of("NET_ADMIN", "cap_sys_ptrace", "net_raw")),
                    Optional.of(List.of("all")),
                    Optional.of(List.of("apparmor=unconfined")),
                    true)));

    assertThat(host.at("/ReadonlyRootfs").isBoolean()).isTrue();
    assertThat(host.at("/ReadonlyRootfs").asBoolean()).isFalse();
    assertThat(Translation.texts(host.at("/CapAdd")))
        .containsExactly("NET_ADMIN", "SYS_PTRACE", "NET_RAW");
    assertThat(Translation.texts(host.at("/CapDrop"))).containsExactly("ALL");
    assertThat(Translation.texts(host.at("/SecurityOpt"))).containsExactly("apparmor=unconfined");
    assertThat(host.at("/Privileged").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLY", "cap_fly", ""})
  void refusesACapabilityThatThereIsNot(String name) {
    Security security =
        new Security(
            Optional.empty(),
            Optional.of(List.of(name)),
            Optional.empty(),
            Optional.empty(),
            false);

    assertThatThrownBy(() -> told(secured(security)))
        .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_FILE)
        .hasMessage("'%s' is not a Linux capability (see capabilities(7))", name);
  }

  @Test
  void refusesALogDriverThatThereIsNot() {
    ContainerSpec container =
        ContainerSpec.PLAIN.withLogging(new ContainerSpec.Logging("paper", Map.of()));

    assertThatThrownBy(() -> told(container))
        .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_FILE)
        .hasMessage("'paper' is not a log driver");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json-file", "local", "journald", "none", "syslog", "fluentd"})
  void passesOnTheUsualLogDrivers(String driver) {
    JsonNode host =
        told(
            ContainerSpec.PLAIN.withLogging(
                new ContainerSpec.Logging(driver, Map.of("tag", "demo"))));

    assertThat(host.at("/LogConfig/Type").asText()).isEqualTo(driver);
    assertThat(host.at("/LogConfig/Config/tag").asText()).isEqualTo("demo");
  }

  @Test
  void splitsATmpfsIntoItsPathAndItsOptions() {
    JsonNode tmpfs =
        told(ContainerSpec.PLAIN.withStorage(
                new Storage(
                    List.of(), Optional.of(List.of("/run", "/tmp:size=64m,mode=1777", "/a:")))))
            .at("/Tmpfs");

    assertThat(tmpfs.properties()).hasSize(3);
    assertThat(tmpfs.get("/run").asText()).isEmpty();
    assertThat(tmpfs.get("/tmp").asText()).isEqualTo("size=64m,mode=1777");
    assertThat(tmpfs.get("/a").asText()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theEngineNeverRestartsAKernel(Restart restart) {
    JsonNode told =
        new Translation(Samples.service("lua").kernel().container(restarting(restart)).build())
            .told();

    assertThat(told.at("/HostConfig/RestartPolicy/Name").asText()).isIn("", "no");
  }

  @ParameterizedTest
  @CsvSource({
    "ON_FAILURE, on-failure",
    "UNLESS_STOPPED, unless-stopped",
    "ALWAYS, always",
    "NO, ''"
  })
  void theEngineRestartsPlainContainersAsTheFileSays(Restart restart, String told) {
    assertThat(told(restarting(restart)).at("/RestartPolicy/Name").asText()).isEqualTo(told);
    assertThat(told(restarting(restart)).at("/RestartPolicy/MaximumRetryCount").asInt()).isZero();
  }

  @Test
  void theEngineIsToldHowOftenToRestartWhatFailed() {
    Deployment plain = Deployment.DEFAULT;
    Deployment thrice =
        new Deployment(
            plain.update(),
            plain.rollback(),
            Optional.of(
                new RestartPolicy(
                    RestartPolicy.Condition.ON_FAILURE,
                    Optional.empty(),
                    Optional.of(3),
                    Optional.empty())),
            plain.labels(),
            plain.placement());
    ServiceSpec service = Samples.service("web").container(restarting(Restart.ON_FAILURE)).build();

    JsonNode told = new Translation(service.withDeployment(thrice)).told();

    assertThat(told.at("/HostConfig/RestartPolicy/MaximumRetryCount").asInt()).isEqualTo(3);
  }

  private static JsonNode told(ContainerSpec container) {
    ServiceBuilder service = Samples.service("web").container(container);
    return new Translation(service.build()).told().at("/HostConfig");
  }

  private static boolean isAbsent(JsonNode host, String path) {
    return host.at(path).isMissingNode() || host.at(path).isNull();
  }

  private static ContainerSpec secured(Security security) {
    return ContainerSpec.PLAIN.withSecurity(security);
  }

  private static ContainerSpec restarting(Restart restart) {
    ContainerSpec plain = ContainerSpec.PLAIN;
    return new ContainerSpec(
        plain.process(),
        plain.limits(),
        plain.security(),
        plain.networking(),
        plain.storage(),
        plain.healthCheck(),
        restart,
        plain.logging(),
        plain.labels());
  }
}
