package io.llmspell.fleet.docker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.FakeEngine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.testkit.Samples;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start makes of a container's creation that fails. */
class StarterTest {
  private static final ServiceSpec JOB = Samples.service("job").image("redis:7").build();

  /** All of it was there a moment before. */
  @ParameterizedTest
  @CsvSource({
    "network n1 not found, CONFLICT",
    "No such image: redis:7, IMAGE_UNAVAILABLE",
  })
  void whatIsMissingAllOfASuddenSaysWhetherToPlanAgain(String reason, ErrorCode code) {
    try (FakeEngine fake =
            FakeEngine.usual()
                .with("/images/redis:7/json", 200, "{\"Id\":\"sha256:1\",\"Config\":{}}")
                .with("/containers/create", 404, "{\"message\":\"" + reason + "\"}");
        DockerRuntime runtime =
            new DockerRuntime(Engine.connect(fake.endpoint()), Optional.empty())) {
      assertThatThrownBy(() -> runtime.start(request()))
          .hasFieldOrPropertyWithValue("code", code)
          .hasMessageContaining("demo-job-1")
          .hasMessageContaining(reason);
    }
  }

  private static StartRequest request() {
    return new StartRequest(
        Samples.fleet(JOB),
        JOB,
        InstanceId.container(new Random(1)),
        "demo-job-1",
        Optional.of(new Slot(JOB.name(), 1)),
        1,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        StartRequest.Publish.NEVER);
  }
}
