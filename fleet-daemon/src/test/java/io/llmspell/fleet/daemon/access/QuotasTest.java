package io.llmspell.fleet.daemon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.Admission;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.testkit.Samples;
import io.llmspell.fleet.testkit.ServiceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotasTest {
  private static final ServiceSpec KERNEL = kernel("512m", "1");

  private final List<Instance> there = new ArrayList<>();
  private final List<String> unseen = new ArrayList<>();
  private int number;
  private Runnable duringTheLook = () -> {};
  private final Quotas quotas = new Quotas(this::look);

  private ObservedFleet look() {
    List<Instance> seen = List.copyOf(there);
    Runnable meanwhile = duringTheLook;
    duringTheLook = () -> {};
    meanwhile.run();
    return new ObservedFleet(
        Samples.PROJECT, seen, Map.of(), Set.of(), Set.of(), unseen, List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1g   | 0.5 | may have 2g of memory, has 1536m and asks for 1g
          512m | 1.5 | may have 2 CPUs, has 1 and asks for 1.5
          ''   | 0.5 | may have 2g of memory, has 1536m and asks for no limit
          512m | ''  | may have 2 CPUs, has 1 and asks for no limit
          """)
  void refusesWhatWouldBeTooMuchAndSaysWhatToDo(String memory, String cpus, String why) {
    there.add(instance(kernel("1536m", "1"), 1));
    there.add(instance(service("bobs", "9g", "9").owned("bob", "").build(), 2));

    FleetException refusal =
        refusal(
            Users.alice(
                new Quota(
                    Optional.of(9),
                    Optional.of(ByteSize.parse("2g")),
                    Optional.of(Cpus.parse("2")))),
            kernel(memory, cpus));

    assertThat(refusal.getMessage()).contains(why).contains("stop a kernel");
  }

  @Test
  void whatFitsExactlyIsAdmitted() {
    there.add(instance(kernel("1536m", "1"), 1));
    admit(
        Users.alice(
            new Quota(
                Optional.of(2), Optional.of(ByteSize.parse("2g")), Optional.of(Cpus.parse("2")))),
        KERNEL);
  }

  @Test
  void whatIsGoneDoesNotCountAndWhatIsBeingMadeByOthersDoes() {
    there.add(Samples.instance(KERNEL, 1).exited(1).build());
    admit(Users.alice(Users.kernels(1)), KERNEL).close();

    there.add(Samples.instance(KERNEL, 2).phase(Phase.CREATING).build());
    refusal(Users.alice(Users.kernels(1)), KERNEL);
  }

  @Test
  void aKernelWithoutALimitLeavesNoRoomForAnother() {
    there.add(instance(kernel("", ""), 1));
    refusal(Users.alice(Users.memory("100g")), KERNEL);
    refusal(Users.alice(Users.cpus("100")), KERNEL);
    admit(Users.alice(Users.kernels(2)), KERNEL);
  }

  @Test
  void aPlaceIsHeldUntilItIsGivenBackAndOnlyOnce() {
    Principal alice = Users.alice(Users.kernels(1));
    Admission.Place place = admit(alice, KERNEL);
    refusal(alice, KERNEL);

    place.close();
    Admission.Place next = admit(alice, KERNEL);
    place.close();
    refusal(alice, KERNEL);
    next.close();
  }

  @Test
  void aPlaceForWhatTheRuntimeShowsAlreadyIsNotCountedTwice() {
    Principal alice = Users.alice(Users.kernels(2));
    Instance kernel = instance(KERNEL, 1);
    quotas.of(alice).admit(kernel.name(), KERNEL);
    there.add(kernel);

    admit(alice, KERNEL);
    refusal(alice, KERNEL);
  }

  /** The look shows neither, and both are there when it is over. */
  @Test
  void whatIsMadeWhileSomebodyLooksCountsForHim() {
    Principal alice = Users.alice(Users.kernels(1));
    duringTheLook =
        () -> {
          Instance kernel = instance(KERNEL, 1);
          Admission.Place place = quotas.of(alice).admit(kernel.name(), KERNEL);
          there.add(kernel);
          place.close();
        };

    refusal(alice, KERNEL);
    assertThat(there).hasSize(1);
  }

  /** Nobody that looks later is refused for what was never made. */
  @Test
  void whatFailedBeforeTheLookDoesNotCount() {
    Principal alice = Users.alice(Users.kernels(1));
    duringTheLook =
        () -> {
          admit(alice, KERNEL).close();
          admit(alice, KERNEL).close();
        };

    refusal(alice, KERNEL);
    admit(alice, KERNEL);
  }

  @Test
  void oneTokenOfAUserCountsWhatHeMakesWithAnother() {
    Admission.Place unlimited = admit(Users.ALICE, KERNEL);
    refusal(Users.alice(Users.kernels(1)), KERNEL);
    unlimited.close();
    admit(Users.alice(Users.kernels(1)), KERNEL);
  }

  @Test
  void whatCanNotBeSeenMayBeHis() {
    unseen.add("container x");

    FleetException failure = failure(Users.alice(Users.kernels(1)), KERNEL);

    assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_ERROR);
    unseen.clear();
    admit(Users.alice(Users.kernels(1)), KERNEL);
  }

  @Test
  void ofTwoOfOneNameOnlyOneIsMadeAndTheLargerOneCounts() {
    Principal alice = Users.alice(Users.memory("2g"));
    quotas.of(alice).admit("mine", kernel("1536m", "1"));
    quotas.of(alice).admit("mine", KERNEL);
    admit(alice, KERNEL);
    refusal(alice, KERNEL);
  }

  @Test
  void aQuotaOfNothingAdmitsNothing() {
    refusal(Users.alice(Users.kernels(0)), KERNEL);
    refusal(Users.alice(Users.memory("0")), KERNEL);
  }

  private Admission.Place admit(Principal principal, ServiceSpec kernel) {
    return quotas.of(principal).admit("new-" + ++number, kernel);
  }

  private FleetException refusal(Principal principal, ServiceSpec kernel) {
    FleetException refusal = failure(principal, kernel);
    assertThat(refusal.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
    assertThat(refusal).hasMessageContaining("alice may have");
    return refusal;
  }

  private FleetException failure(Principal principal, ServiceSpec kernel) {
    FleetException failure =
        catchThrowableOfType(FleetException.class, () -> admit(principal, kernel));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static Instance instance(ServiceSpec service, int index) {
    return Samples.instance(service, index).build();
  }

  private static ServiceSpec kernel(String memory, String cpus) {
    return service("lua", memory, cpus).owned("alice", "").build();
  }

  /** With these limits, or none. */
  private static ServiceBuilder service(String name, String memory, String cpus) {
    Limits limits =
        new Limits(
            Optional.of(memory).filter(m -> !m.isEmpty()).map(ByteSize::parse),
            Optional.empty(),
            Optional.empty(),
            Optional.of(cpus).filter(c -> !c.isEmpty()).map(Cpus::parse),
            Optional.empty(),
            Optional.empty());
    ServiceSpec plain = Samples.service(name).build();
    return Samples.service(name).kernel().container(plain.container().withLimits(limits));
  }
}
