package io.llmspell.fleet.model;

import static io.llmspell.fleet.model.SpecVariants.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelDefaultsTest {
  private static final ContainerSpec LOCKED = KernelDefaults.apply(BASE).container();

  @Test
  void aKernelOfWhichNothingIsSaidIsLimited() {
    Limits limits = LOCKED.limits();
    assertThat(limits.memory()).contains(ByteSize.parse("512m"));
    assertThat(limits.memorySwap()).isEqualTo(limits.memory());
    assertThat(limits.pids()).contains(256);
    assertThat(limits.cpus()).isEmpty();
  }

  @Test
  void aKernelOfWhichNothingIsSaidIsLockedDown() {
    assertThat(LOCKED.security().readOnly()).contains(true);
    assertThat(LOCKED.security().capDrop()).contains(List.of("ALL"));
    assertThat(LOCKED.security().securityOpt()).contains(List.of("no-new-privileges:true"));
    assertThat(LOCKED.security().capAdd()).isEmpty();
    assertThat(LOCKED.storage().tmpfs().orElseThrow()).hasSize(1).allMatch(t -> t.contains("exec"));
    assertThat(LOCKED.logging().orElseThrow().options()).containsKeys("max-size", "max-file");
  }

  @Test
  void aPlainServiceIsLeftAsItIs() {
    ServiceSpec plain = SpecVariants.of(Optional.empty(), Optional.empty(), ContainerSpec.PLAIN);
    assertThat(KernelDefaults.apply(plain)).isEqualTo(plain);
  }

  @Test
  void applyingThemTwiceChangesNothingMore() {
    SpecVariants.all()
        .forEach(
            (name, variant) -> {
              ServiceSpec once = KernelDefaults.apply(variant);
              assertThat(KernelDefaults.apply(once)).as(name).isEqualTo(once);
            });
  }

  @Test
  void explicitLimitsWin() {
    Limits said =
        new Limits(
            Optional.of(ByteSize.parse("1g")),
            Optional.of(ByteSize.parse("3g")),
            Optional.empty(),
            Optional.of(Cpus.parse("2")),
            Optional.of(1000),
            Optional.empty());
    assertThat(applied(BASE.container().withLimits(said)).limits()).isEqualTo(said);
  }

  @Test
  void anExplicitMemoryLimitGrantsNoSwapBeyondIt() {
    Optional<ByteSize> memory = Optional.of(ByteSize.parse("1g"));
    Limits said =
        new Limits(
            memory,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(applied(BASE.container().withLimits(said)).limits().memorySwap()).isEqualTo(memory);
  }

  @Test
  void explicitSecurityWins() {
    Security said =
        new Security(
            Optional.of(false),
            Optional.of(List.of("SYS_PTRACE")),
            Optional.of(List.of()),
            Optional.of(List.of("seccomp=unconfined")),
            false);
    assertThat(applied(BASE.container().withSecurity(said)).security()).isEqualTo(said);
  }

  @Test
  void aPrivilegedKernelIsNotLockedDown() {
    Security said =
        new Security(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);
    assertThat(applied(BASE.container().withSecurity(said)).security()).isEqualTo(said);
  }

  @Test
  void explicitTmpfsAndLoggingWin() {
    Storage storage = new Storage(List.of(), Optional.of(List.of("/scratch")));
    ContainerSpec.Logging logging = new ContainerSpec.Logging("journald", Map.of());
    ContainerSpec said = BASE.container().withStorage(storage).withLogging(logging);
    assertThat(applied(said).storage()).isEqualTo(storage);
    assertThat(applied(said).logging()).contains(logging);
  }

  @Test
  void mountsAreKept() {
    Storage.Mount mount = new Storage.Mount(Storage.Kind.BIND, Optional.of("/data"), "/data", true);
    Storage storage = new Storage(List.of(mount), Optional.empty());
    assertThat(applied(BASE.container().withStorage(storage)).storage().mounts())
        .containsExactly(mount);
  }

  private static ContainerSpec applied(ContainerSpec container) {
    return KernelDefaults.apply(BASE.withContainer(container)).container();
  }
}
