package io.llmspell.fleet.docker.engine;

import static io.llmspell.fleet.docker.engine.Behaviour.json;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmspell.fleet.error.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What engines tell in words only, in the words of real ones. */
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          500 | write /var/lib/docker/tmp/x: no space left on device               | DISK_FULL
          500 | open /var/lib/docker/x: disk quota exceeded                        | DISK_FULL
          400 | runc: exec: "x": executable file not found in $PATH: unknown       | NO_SUCH_PROGRAM
          400 | runc: exec: "/x": stat /x: no such file or directory: unknown      | NO_SUCH_PROGRAM
          400 | runc: exec: "/etc/passwd": permission denied: unknown              | NOT_EXECUTABLE
          500 | unable to find user nosuch: no matching entries in passwd file     | NO_SUCH_USER
          403 | error while removing network: network x id 1 has active endpoints  | IN_USE
          409 | remove x: volume is in use - [c1]                                  | IN_USE
          403 | endpoint with name demo-lua-1 already exists in network x          | IN_USE
          400 | Client sent an HTTP request to an HTTPS server.                    | TLS_WANTED
          400 | client version 1.41 is too old. Minimum supported API version is 2 | OTHER_VERSION
          500 | daemon is shutting down                                            | SHUTTING_DOWN
          500 | dial unix /run/containerd/containerd.sock: connection refused      | CONTAINERD_GONE
          """)
  void tellsWhatItIsAboutAndWhatToDo(int status, String words, Remedy remedy) {
    requireError(status, words, remedy.code(), words + "; " + remedy.advice());
  }

  @Test
  void anImageThatAChangeMissesWasRemovedMeanwhile() {
    String words = "No such image: redis:7";
    requireError(
        404,
        words,
        ErrorCode.IMAGE_UNAVAILABLE,
        words + "; it was removed meanwhile: `up` gets it again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | invalid reference format | INVALID_FILE
          403 | denied by policy | ENGINE_FORBIDDEN
          404 | network x not found | NOT_FOUND
          409 | Conflict. The container name "/x" is already in use by container "c1". | CONFLICT
          500 | Bind for 127.0.0.1:9555 failed: port is already allocated | ENGINE_ERROR
          """)
  void leavesTheEnginesWordsAloneWhereTheyAreEnough(int status, String words, ErrorCode code) {
    requireError(status, words, code, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          creating container storage: the name x is in use | that name is already in use | CONFLICT
          no volume with name x found in database          | no such volume              | NOT_FOUND
          creating volume directory "/x/_data": mkdir /x   | no such file or directory   | CONFLICT
          cleaning up volume storage for "x": unlinkat /x  | directory not empty         | CONFLICT
          statfs /x                                        | no such file or directory   | ENGINE_ERROR
          """)
  void readsPodmansCauseWhereItsStatusIsAlways500(String words, String cause, ErrorCode code) {
    requireError(500, Map.of("message", words, "cause", cause), code, words);
  }

  @Test
  void anImageThatIsLookedForIsMerelyNotFound() {
    try (UnrulyEngine unruly =
            UnrulyEngine.onTcp()
                .on("/images/redis:7/json", json(404, "{\"message\":\"No such image: redis:7\"}"));
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThatThrownBy(() -> engine.read("inspect it", "/images/redis:7/json"))
          .hasFieldOrPropertyWithValue("code", ErrorCode.NOT_FOUND)
          .hasMessage("can't inspect it: No such image: redis:7");
    }
  }

  private static void requireError(int status, String words, ErrorCode code, String told) {
    requireError(status, Map.of("message", words), code, told);
  }

  private static void requireError(
      int status, Map<String, String> answer, ErrorCode code, String told) {
    String body = new ObjectMapper().valueToTree(answer).toString();
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on("/containers/c1/start", json(status, body));
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThatThrownBy(
              () -> engine.changeOnce("start it", docker -> docker.startContainerCmd("c1").exec()))
          .hasFieldOrPropertyWithValue("code", code)
          .hasMessage("can't start it: " + told);
    }
  }
}
