package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the file as a whole, or between its services. */
class FileProblemsTest {
  private static final String A = "services: {a: {image: i}}\n";

  @TempDir Path folder;

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource({"yaml", "sections", "betweenServices"})
  void saysWhatIsWrongAndWhere(String yaml, String problems) {
    assertThat(new ComposeFolder(folder).problems(yaml))
        .isEqualTo(problems.lines().map(line -> "docker-compose.yml:" + line).toList());
  }

  static Stream<Arguments> yaml() {
    return Stream.of(
        arguments("", "1: must be a mapping, not empty"),
        arguments("# nothing\n", "1: must be a mapping, not empty"),
        arguments("[a]", "1: must be a mapping, not a list"),
        arguments(
            "services:\n  a:\n    image: \"i\n",
            "4: not valid YAML: found unexpected end of stream (while scanning a quoted scalar that"
                + " begins in line 3)"),
        arguments(
            "services:\n  a:\n\timage: i\n",
            "3: not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use"
                + " \\t(TAB) for indentation)"),
        arguments("a: b: c", "1: not valid YAML: mapping values are not allowed here"),
        arguments("? [a]\n: b", "1: not valid YAML: a key must be a plain text"),
        arguments(A + "---\n" + A, "3: a second document begins here; one file holds one fleet"),
        arguments(
            "services:\n  a:\n    image: i\n    image: j\n",
            "4: services.a.image: is given twice, first in line 3"),
        arguments(A + A, "2: services: is given twice, first in line 1"),
        arguments(
            A + "x-a: *nowhere\n",
            "2: x-a: *nowhere stands for nothing: no &nowhere ends before it"),
        arguments(A + "x-a: &a [*a]\n", "2: x-a[0]: *a stands for nothing: no &a ends before it"),
        arguments(
            A + "x-a: {<<: text}\n",
            "2: x-a.<<: must be a mapping or a list of mappings, not the text 'text'"),
        arguments(A + "x-a: !reset b\n", "2: x-a: the tag !reset is not supported"),
        arguments(
            "services: {a: {image: 'i:${T'}}",
            "1: services.a.image: has a ${ with no closing brace"),
        arguments(
            "services:\n  a:\n    image: ${IMAGE:?set it to an image}\n",
            "3: services.a.image: needs the variable IMAGE: set it to an image"));
  }

  static Stream<Arguments> sections() {
    return Stream.of(
        arguments("name: x\n", "1: needs the key services"),
        arguments("services: {}", "1: services: has no service"),
        arguments(
            "servces: {}",
            "1: needs the key services\n1: servces: unknown key; did you mean services?"),
        arguments("services: {a: }", "1: services.a: must be a mapping, not empty"),
        arguments("services: {a: {hostname: x}}", "1: services.a: needs the key image"),
        arguments(
            "services: {a b: {image: i}}",
            "1: services.a b: 'a b' is not a service name: use letters, digits, '.', '-' and '_',"
                + " beginning with a letter or digit"),
        arguments(A + "include: [x]", "2: include[0]: the file x does not exist"),
        arguments(
            A + "name: one\nx-fleet: {name: two}",
            "2: name: is one, but x-fleet.name says two; they must agree"),
        arguments(
            A + "x-fleet: {ports: 9555-9556}",
            "2: x-fleet.ports: 9555-9556 is not a range of at least five ports within 1-65535"),
        arguments(
            A + "x-fleet: {inactive: [b, a]}",
            "2: x-fleet.inactive[1]: 'a' is a service of this file; give it a profile to make it"
                + " inactive"),
        arguments(
            A + "x-fleet: {inactive: a}", "2: x-fleet.inactive: must be a list, not the text 'a'"),
        arguments(A + "x-fleet: {port: 9}", "2: x-fleet.port: unknown key; did you mean ports?"),
        arguments(A + "networks: {n: {ipam: {}}}", "2: networks.n.ipam: not supported"),
        arguments(
            A + "networks: {n: {external: true, internal: true}}",
            "2: networks.n.internal: has no effect on what is external; remove it"),
        arguments(
            A + "volumes: {v: {drvier: x}}",
            "2: volumes.v.drvier: unknown key; did you mean driver?"),
        arguments(
            A + "volumes: {v: {name: a b}}",
            "2: volumes.v.name: 'a b' is not a name: use letters, digits, '.', '-' and '_'"));
  }

  static Stream<Arguments> betweenServices() {
    return Stream.of(
        arguments(
            "services:\n  cache: {image: i}\n  a: {image: i, depends_on: [cahce]}\n",
            "3: services.a.depends_on[0]: there is no service 'cahce'; did you mean cache?"),
        arguments(
            "services:\n  a: {image: i, depends_on: [b]}\n  b: {image: i, profiles: [p, q]}\n",
            "2: services.a.depends_on[0]: service b is not active; it needs the profile p or q"),
        arguments(
            "services:\n  a: {image: i, depends_on: [a]}\n",
            "2: services.a.depends_on[0]: depends on itself: a -> a"),
        arguments(
            """
            services:
              c: {image: i, depends_on: [b]}
              b: {image: i, depends_on: [a]}
              a: {image: i, depends_on: [b]}
            """,
            "4: services.a.depends_on[0]: depends on itself: a -> b -> a"),
        arguments(
            """
            services:
              a: {image: i, depends_on: {b: {condition: service_helthy}}}
              b: {image: i}
            """,
            "2: services.a.depends_on.b.condition: 'service_helthy' is not one of"
                + " service_completed_successfully, service_healthy or service_started; did you mean"
                + " service_healthy?"),
        arguments(
            """
            services:
              a: {image: i, depends_on: {b: {condition: service_started, restart: true}}}
              b: {image: i}
            """,
            "2: services.a.depends_on.b.restart: restart: true is not supported; remove it"),
        arguments(
            """
            services:
              a: {image: i, container_name: same}
              b: {image: i, container_name: same}
            """,
            "3: services.b.container_name: 'same' is the name of service a too"),
        arguments(
            "name: p\nservices:\n  a: {image: i}\n  b: {image: i, container_name: p-a-1}\n",
            "4: services.b.container_name: 'p-a-1' is what a container of service a is called"),
        arguments(
            "services:\n  a: {image: i, container_name: fixed, scale: 2}\n",
            "2: services.a.container_name: can't be the name of 2 replicas; remove it, or have one"),
        arguments(
            "services:\n  a: {image: i, ports: ['80:80']}\n  b: {image: i, ports: ['0.0.0.0:80:1']}\n",
            "3: services.b.ports[0]: port 80 of the host is published twice, also by service a in"
                + " line 2"));
  }
}
