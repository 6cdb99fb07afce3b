package io.llmspell.fleet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Connection files get into an instance and out of it unchanged. */
interface ConnectionFileContract extends ContractBench {

  @Test
  default void aProvidedConnectionFileIsReadBackUnchanged() {
    Instance started = runtime().start(request(kernelService()));
    byte[] expected = ContractBench.connectionFile(ContractBench.ports(started));
    assertThat(text(runtime().connectionFile(started))).contains(new String(expected, UTF_8));
    assertThat(text(another().connectionFile(started))).contains(new String(expected, UTF_8));
  }

  @Test
  default void theFilesOfTwoKernelsAreNotMixedUp() {
    ServiceSpec service = kernelService();
    Instance first = runtime().start(request(fleet(service), service, 1));
    Instance second = runtime().start(request(fleet(service), service, 2));
    assertThat(text(runtime().connectionFile(first)))
        .contains(new String(ContractBench.connectionFile(ContractBench.ports(first)), UTF_8));
    assertThat(text(runtime().connectionFile(second)))
        .contains(new String(ContractBench.connectionFile(ContractBench.ports(second)), UTF_8));
  }

  @Test
  default void aKernelThatHasWrittenNoneHasNoConnectionFile() {
    Instance started = runtime().start(request(silentService()));
    assertThat(runtime().connectionFile(started)).isEmpty();
    assertThat(runtime().inspect(started)).contains(started);
  }

  @Test
  default void theConnectionFileGoesWithTheInstance() {
    Instance started = runtime().start(request(kernelService()));
    runtime().remove(started);
    assertThat(runtime().connectionFile(started)).isEmpty();
  }

  private static Optional<String> text(Optional<byte[]> content) {
    return content.map(bytes -> new String(bytes, UTF_8));
  }
}
