package io.llmspell.fleet.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatusTest {
  private static final ProcessStatus STATUS =
      new ProcessStatus(
          """
          Name:\tjava
          Pid:\t4711
          VmPeak:\t 4000000 kB
          VmHWM:\t   74256 kB
          VmRSS:\t   71000 kB
          """);

  @Test
  void readsTheValueOfTheLineWithThatVeryName() {
    assertThat(STATUS.kilobytes("VmHWM")).hasValue(74_256);
    assertThat(STATUS.kilobytes("Vm")).isEmpty();
  }

  @Test
  void aLineWithoutAUnitIsNoSize() {
    assertThat(STATUS.kilobytes("Pid")).isEmpty();
  }

  @Test
  void knowsTheName() {
    assertThat(STATUS.name()).isEqualTo("java");
  }

  @Test
  void aProcessThatIsGoneHasNeither() {
    ProcessStatus gone = new ProcessStatus("");
    assertThat(gone.kilobytes("VmHWM")).isEmpty();
    assertThat(gone.name()).isEmpty();
  }

  @Test
  void readsWhatLinuxSaysOfThisProcess() {
    assertThat(ProcessStatus.of(ProcessHandle.current().pid()).name()).isNotEmpty();
  }
}
