package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.llmspell.fleet.model.GrantedFile;
import io.llmspell.fleet.model.GrantedFile.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configs and secrets. */
class GrantsTest {
  private static final String DECLARED =
      """
      configs:
        plain: {content: "a=${TAG:-1}"}
        file: {file: ./app.conf}
      secrets:
        key: {file: key.txt}
      """;

  @TempDir private Path folder;
  private ComposeFolder compose = new ComposeFolder(Path.of(""));

  @BeforeEach
  void prepare() {
    compose =
        new ComposeFolder(folder).with("app.conf", "x").with("key.txt", "k").with("sub/x", "");
  }

  @Test
  void readsShortAndLong() {
    List<GrantedFile> files =
        files(
            """
            configs: [plain, {source: file, target: /etc/app.conf, uid: "5", gid: 6, mode: 0440}]
            secrets: [key, {source: key, target: other, mode: 288}]
            """);

    assertThat(files)
        .extracting(GrantedFile::kind, GrantedFile::target, GrantedFile::mode)
        .containsExactly(
            tuple(Kind.CONFIG, "/plain", 0444),
            tuple(Kind.CONFIG, "/etc/app.conf", 0440),
            tuple(Kind.SECRET, "/run/secrets/key", 0444),
            tuple(Kind.SECRET, "/run/secrets/other", 0440));
    assertThat(files.get(0).content()).isEqualTo(new GrantedFile.Text("a=1"));
    assertThat(files.get(1).uid()).isEqualTo(Optional.of(5));
    assertThat(files.get(1).gid()).isEqualTo(Optional.of(6));
    assertThat(files.get(1).content())
        .isInstanceOfSatisfying(
            GrantedFile.OfFile.class,
            of -> assertThat(of.file()).isEqualTo(folder.resolve("app.conf")));
  }

  @Test
  void theContentOfAFileCounts() {
    GrantedFile.Content before = files("secrets: [key]").get(0).content();
    compose.with("key.txt", "another");

    assertThat(files("secrets: [key]").get(0).content().digest()).isNotEqualTo(before.digest());
  }

  @Test
  void saysWhatIsWrongBeforeAnythingIsMade() {
    assertThat(problems("secrets: [keys]"))
        .containsExactly(
            "docker-compose.yml:4: services.a.secrets[0]: 'keys' is not declared under secrets; did"
                + " you mean key?");
    assertThat(problems("configs: [{source: file, target: etc/x}]"))
        .containsExactly(
            "docker-compose.yml:4: services.a.configs[0]: 'etc/x' must be an absolute path of a"
                + " file in the container");
    assertThat(problems("configs: [{source: file, target: /a/../b}]"))
        .containsExactly(
            "docker-compose.yml:4: services.a.configs[0]: '/a/../b' must be an absolute path of a"
                + " file in the container");
    assertThat(problems("secrets: [key, key]"))
        .containsExactly(
            "docker-compose.yml:4: services.a.secrets[1]: /run/secrets/key is mounted twice");
  }

  @Test
  void whatNobodyIsGrantedIsCheckedAsWell() {
    assertThat(
            compose.problems(
                """
                services: {a: {image: i}}
                configs:
                  lost: {file: no.conf}
                  odd: {file: app.conf, content: x}
                  theirs: {external: true}
                secrets:
                  variable: {environment: KEY}
                  text: {content: "sk-1"}
                  typo: {fle: key.txt}
                """))
        .containsExactly(
            "docker-compose.yml:3: configs.lost.file: the file no.conf does not exist",
            "docker-compose.yml:4: configs.odd: needs one of the keys file and content",
            "docker-compose.yml:5: configs.theirs: needs one of the keys file and content",
            "docker-compose.yml:5: configs.theirs.external: not supported; name a file: what is"
                + " kept by a swarm can't be read from it",
            "docker-compose.yml:7: secrets.variable: needs the key file",
            "docker-compose.yml:7: secrets.variable.environment: not supported; write it into a"
                + " file",
            "docker-compose.yml:8: secrets.text: needs the key file",
            "docker-compose.yml:8: secrets.text.content: not supported; write it into a file",
            "docker-compose.yml:9: secrets.typo: needs the key file",
            "docker-compose.yml:9: secrets.typo.fle: unknown key; did you mean file?");
  }

  @Test
  void nothingIsPutWhereItWouldNotBeSeenOrCouldNotBe() {
    assertThat(problems("{configs: [{source: file, target: /data/x}], volumes: [./sub:/data]}"))
        .containsExactly(
            "docker-compose.yml:4: services.a.configs[0]: /data/x is inside of what is mounted at"
                + " /data");
    assertThat(problems("{configs: [{source: file, target: /tmp/x}], tmpfs: /tmp}")).hasSize(1);
    assertThat(problems("{configs: [{source: file, target: /tmp/x}], x-kernel: {language: lua}}"))
        .hasSize(1);
    assertThat(problems("{configs: [plain], read_only: true}"))
        .containsExactly(
            "docker-compose.yml:4: services.a.configs[0]: /plain can't be put into the root of a"
                + " read-only container; give it a target such as /etc/plain, or write read_only:"
                + " false");
    assertThat(problems("{configs: [plain], x-kernel: {language: lua}}")).hasSize(1);
    assertThat(problems("{configs: [plain], read_only: false, x-kernel: {language: lua}}"))
        .isEmpty();
  }

  private List<GrantedFile> files(String keys) {
    return ComposeFolder.service(compose.read(text(keys)), "a").container().storage().files();
  }

  private List<String> problems(String keys) {
    return compose.problems(text(keys));
  }

  private static String text(String keys) {
    String own = keys.startsWith("{") ? keys.substring(1, keys.length() - 1) : keys;
    String flow = keys.startsWith("{") ? "    <<: {" + own + "}\n" : own.indent(4);
    return "services:\n  a:\n    image: i\n" + flow + DECLARED;
  }
}
