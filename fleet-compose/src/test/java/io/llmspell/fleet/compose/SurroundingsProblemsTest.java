package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with what a service is connected to: ports, networks, mounts. */
class SurroundingsProblemsTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource({"ports", "networking", "storage"})
  void saysWhatIsWrongAndWhere(String keys, String problems) {
    ComposeFolder compose =
        new ComposeFolder(folder).with("lua.toml", "[kernel]\nlanguage = 'lua'\n");

    assertThat(compose.problemsOfService(keys)).isEqualTo(problems.lines().toList());
  }

  static Stream<Arguments> ports() {
    return Stream.of(
        arguments("ports: 80", "4: ports: must be a list, not the number 80"),
        arguments("ports: [70000:80]", "4: ports[0]: '70000' is not within the ports 1 to 65535"),
        arguments(
            "ports: [99999999:80]",
            "4: ports[0]: '99999999' is not a port, nor a range of ports such as 8000-8004"),
        arguments(
            "ports: ['a:80']",
            "4: ports[0]: 'a:80' is not a port such as 8080:80 or 127.0.0.1:8080:80/tcp"),
        arguments("ports: ['80/sctp']", "4: ports[0]: 'sctp' is neither tcp nor udp"),
        arguments("ports: ['1.2.3:80:80']", "4: ports[0]: '1.2.3' is not an IP address"),
        arguments("ports: ['90-80']", "4: ports[0]: '90-80' ends before it begins"),
        arguments(
            "ports: ['80-82:80-81']",
            "4: ports[0]: '80-82:80-81' has 3 ports of the host for 2 of the container; they must"
                + " be as many"),
        arguments(
            "ports: ['80:80', '80:81']",
            "4: ports[1]: port 80 of the host is published twice, also by service a in line 4"),
        arguments("ports: [{published: 80}]", "4: ports[0]: needs the key target"),
        arguments("ports: [{target: 80, mode: host}]", "4: ports[0].mode: not supported"),
        arguments(
            "ports: [{target: 80, published: 8000-8001}]",
            "4: ports[0].published: '8000-8001': a range to choose from is not supported; name one"
                + " port"),
        arguments(
            "scale: 2\nports: ['80:80']",
            "5: ports[0]: port 80 of the host can't be that of 2 replicas; leave the host's port"
                + " out, or have one"),
        arguments(
            "expose: [x]",
            "4: expose[0]: 'x' is not a port, nor a range of ports such as 8000-8004"));
  }

  static Stream<Arguments> networking() {
    return Stream.of(
        arguments("networks: [b]", "4: networks[0]: network 'b' is not declared under networks"),
        arguments("networks: [default, default]", "4: networks: names a network twice"),
        arguments(
            "networks: {default: {ipv4_address: x}}",
            "4: networks.default.ipv4_address: not supported"),
        arguments(
            "networks: [default]\nnetwork_mode: host",
            "5: network_mode: can't be given beside networks; write one of them only"),
        arguments(
            "network_mode: back",
            "4: network_mode: 'back' is not one of bridge, host, none or container:NAME; a network"
                + " is named under networks"),
        arguments(
            "network_mode: service:b",
            "4: network_mode: 'service:b' is not supported: a container's replacement would lose"
                + " its network"),
        arguments(
            "network_mode: none\nports: ['80']",
            "5: ports[0]: network_mode none publishes no ports"),
        arguments(
            "extra_hosts: [db]", "4: extra_hosts[0]: 'db' is not a host such as name:192.0.2.1"));
  }

  static Stream<Arguments> storage() {
    return Stream.of(
        arguments("volumes: ['./no:/x']", "4: volumes[0]: the mounted path no does not exist"),
        arguments(
            "volumes: ['dta:/x']",
            "4: volumes[0]: volume 'dta' is not declared under volumes; did you mean data?"),
        arguments(
            "volumes: ['configs:/x']",
            "4: volumes[0]: volume 'configs' is not declared under volumes; a folder begins with"
                + " ./ or /"),
        arguments(
            "volumes: ['.:/x:z']", "4: volumes[0]: the mode 'z' is not supported, only ro and rw"),
        arguments(
            "volumes: ['.:x']", "4: volumes[0]: 'x' must be an absolute path in the container"),
        arguments(
            "volumes: ['a:b:c:d']",
            "4: volumes[0]: 'a:b:c:d' is not a mount such as ./folder:/path:ro"),
        arguments("volumes: ['.:/x', 'data:/x/']", "4: volumes[1]: /x/ is mounted twice"),
        arguments(
            "volumes: ['~bob/x:/x']", "4: volumes[0]: '~bob/x': other people's ~ is not supported"),
        arguments("volumes: [{type: bind, target: /x}]", "4: volumes[0]: needs the key source"),
        arguments(
            "volumes: [{type: bnd, source: ., target: /x}]",
            "4: volumes[0].type: 'bnd' is not one of bind, tmpfs or volume; did you mean bind?"),
        arguments(
            "volumes: [{type: volume, target: /x, bind: {}}]",
            "4: volumes[0].bind: belongs to a mount of type bind"),
        arguments(
            "volumes: [{type: bind, source: ., target: /x, bind: {create_host_path: true}}]",
            "4: volumes[0].bind.create_host_path: is not supported; make the folder beforehand"),
        arguments(
            "volumes: [{type: tmpfs, target: /x, tmpfs: {mode: 1777}}]",
            "4: volumes[0].tmpfs.mode: '1777' is not an octal mode such as 01777"),
        arguments(
            "tmpfs: /tmp:exce", "4: tmpfs: 'exce' is not an option of a tmpfs; did you mean exec?"),
        arguments("tmpfs: [tmp]", "4: tmpfs[0]: 'tmp' must be an absolute path in the container"));
  }
}
