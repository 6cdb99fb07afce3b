package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a service itself, and the words in which it is said. */
class ServiceProblemsTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource({"keys", "process", "limits", "healthChecks", "kernels"})
  void saysWhatIsWrongAndWhere(String keys, String problems) {
    ComposeFolder compose =
        new ComposeFolder(folder).with("lua.toml", "[kernel]\nlanguage = 'lua'\n");

    assertThat(compose.problemsOfService(keys)).isEqualTo(problems.lines().toList());
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments("mem_limt: 512m", "4: mem_limt: unknown key; did you mean mem_limit?"),
        arguments("comand: x", "4: comand: unknown key; did you mean command?"),
        arguments("zebra: 1", "4: zebra: unknown key"),
        arguments(
            "x-kernel: {language: lua, warm: -1}",
            "4: x-kernel.warm: -1 is too small: it must be at least 0"),
        arguments(
            "x-kernel: {language: lua, cull: {idle: 0s, busy: soon, idel: 1h, connected: perhaps}}",
            """
            4: x-kernel.cull.idle: must be more than nothing
            4: x-kernel.cull.busy: 'soon' is not a duration: write numbers with h, m, s, ms or us, such as 1m30s
            4: x-kernel.cull.idel: unknown key; did you mean idle?
            4: x-kernel.cull.connected: 'perhaps' is neither true nor false
            """),
        arguments(
            "x-kernel: {language: lua, warm: 1}\ncontainer_name: mine",
            "5: container_name: can't be the name of kernels that are kept warm; remove it, or"
                + " x-kernel.warm"),
        arguments(
            "x-kernel: {language: lua, warm: 1}\nports: ['80:80']",
            "5: ports[0]: port 80 of the host can't be that of 2 kernels, those that are kept warm"
                + " too; leave the host's port out, or have one"),
        arguments(
            "x-kernel: {language: lua, warm: 1000}",
            "2: services.a: 1001 kernels need 5005 ports, and 9555-14554 has 5000; widen x-fleet.ports"),
        arguments("build: nowhere", "4: build: the build context nowhere does not exist"),
        arguments(
            "build: {context: ., dockerfile: Nope}",
            "4: build.context: the Dockerfile Nope does not exist"),
        arguments("build: {dockerfile: Nope}", "4: build: needs the key context"),
        arguments(
            "build: {context: 'https://example.org/a.git'}",
            "4: build.context: 'https://example.org/a.git' is not on this machine; clone it and"
                + " name its folder"),
        arguments("devices: []", "4: devices: not supported"),
        arguments(
            "extends: {service: b}",
            "4: extends.service: there is no service 'b' in docker-compose.yml; did you mean a?"),
        arguments("user: 1000", "4: user: must be a text, not the number 1000; write \"1000\""),
        arguments("hostname: [a]", "4: hostname: must be a text, not a list"),
        arguments("hostname:", "4: hostname: must be a text, not empty"),
        arguments("init: maybe", "4: init: 'maybe' is neither true nor false"),
        arguments(
            "restart: allways",
            "4: restart: 'allways' is not one of always, no, on-failure or unless-stopped;"
                + " did you mean always?"),
        arguments(
            "restart: always:3",
            "4: restart: 'always:3' is not one of always, no, on-failure or unless-stopped;"
                + " did you mean always?"),
        arguments(
            "restart: always\ndeploy: {restart_policy: {condition: on-failure}}",
            "4: restart: contradicts deploy.restart_policy; write one of them only"),
        arguments(
            "restart: on-failure:2\ndeploy: {restart_policy: {condition: on-failure}}",
            "4: restart: contradicts deploy.restart_policy; write one of them only"),
        arguments("pull_policy: build", "4: pull_policy: needs the key build beside it"),
        arguments(
            "pull_policy: daily",
            "4: pull_policy: 'daily' is not one of always, build, if_not_present, missing or"
                + " never"),
        arguments(
            "container_name: a b",
            "4: container_name: 'a b' is not a container name: use two or more letters, digits, '.', '-' and"
                + " '_'"),
        arguments(
            "profiles: [a b]",
            "4: profiles[0]: 'a b' is not a profile: use letters, digits, '.', '-' and '_'"),
        arguments(
            "deploy: {update_config: {order: first}}",
            "4: deploy.update_config.order: 'first' is not one of start-first or stop-first"),
        arguments(
            "deploy: {update_config: {parallelism: -2}}",
            "4: deploy.update_config.parallelism: -2 is too small: it must be at least 0"),
        arguments(
            "deploy: {update_config: {max_failure_ratio: 30}}",
            "4: deploy.update_config.max_failure_ratio: '30' is not a ratio from 0 to 1, such as"
                + " 0.25"),
        arguments(
            "deploy: {rollback_config: {failure_action: rollback}}",
            "4: deploy.rollback_config.failure_action: 'rollback' is not one of continue or pause"),
        arguments(
            "deploy: {update_config: {dely: 1s}}",
            "4: deploy.update_config.dely: unknown key; did you mean delay?"),
        arguments(
            "deploy: {placement: {constraint: [a==b]}}",
            "4: deploy.placement.constraint: unknown key; did you mean constraints?"),
        arguments(
            "networks: {default: {priority: high}}",
            "4: networks.default.priority: 'high' is not a whole number"),
        arguments("logging: {drivr: x}", "4: logging.drivr: unknown key; did you mean driver?"),
        arguments(
            "labels: {io.llmspell.fleet.slot: x}",
            "4: labels.io.llmspell.fleet.slot: 'io.llmspell.fleet.slot': labels in"
                + " io.llmspell.fleet. are the fleet's own"),
        arguments(
            "labels:\n  - a=1\n  - io.llmspell.fleet.x",
            "6: labels[1]: 'io.llmspell.fleet.x': labels in io.llmspell.fleet. are the fleet's own"));
  }

  static Stream<Arguments> process() {
    return Stream.of(
        arguments("command: sh -c 'x", "4: command: a single quote (') is not closed in: sh -c 'x"),
        arguments(
            "command: [a, 1]", "4: command[1]: must be a text, not the number 1; write \"1\""),
        arguments("command: {a: b}", "4: command: must be a text, not a mapping"),
        arguments("environment: [A=1, A=2]", "4: environment[1]: gives A a second time"),
        arguments("environment: [=1]", "4: environment[0]: has no name before the '='"),
        arguments(
            "environment: {A: [1]}", "4: environment.A: must be a text or a number, not a list"),
        arguments("environment: A=1", "4: environment: must be a mapping, not the text 'A=1'"),
        arguments("env_file: no.env", "4: env_file: the environment file no.env does not exist"),
        arguments("env_file: [{required: true}]", "4: env_file[0]: needs the key path"),
        arguments(
            "working_dir: here",
            "4: working_dir: 'here' must be an absolute path in the container"),
        arguments(
            "stop_signal: please", "4: stop_signal: 'please' is not a signal such as SIGTERM"),
        arguments(
            "stop_grace_period: 10",
            "4: stop_grace_period: '10' is not a duration: write numbers with h, m, s, ms or us,"
                + " such as 1m30s"),
        arguments(
            "stop_grace_period: 9999999h",
            "4: stop_grace_period: '9999999h' is longer than can be counted"));
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        arguments(
            "mem_limit: 512x",
            "4: mem_limit: '512x' is not a size: write a number and b, k, m or g, such as 512m or 2g"),
        arguments(
            "mem_limit: 512",
            "4: mem_limit: '512' is less than the 6m that an engine accepts; give a unit, such as"
                + " 512m"),
        arguments(
            "cpus: half",
            "4: cpus: 'half' is not a number of CPUs: write a number such as 0.5 or 2"),
        arguments("cpus: 0.001", "4: cpus: a CPU limit is at least 0.01, not 0.001"),
        arguments(
            "pids_limit: 0",
            "4: pids_limit: 0 is not a limit: write at least 1, or -1 for no limit"),
        arguments(
            "ulimits: {nofiles: 1}",
            "4: ulimits.nofiles: there is no such limit; did you mean nofile?"),
        arguments("ulimits: {nofile: many}", "4: ulimits.nofile: 'many' is not a whole number"),
        arguments(
            "ulimits: {nofile: {soft: 2, hard: 1}}",
            "4: ulimits.nofile: the soft limit 2 can't be above the hard limit 1"),
        arguments("ulimits: {nofile: {soft: 2}}", "4: ulimits.nofile: needs the key hard"),
        arguments("dns: [here]", "4: dns[0]: 'here' is not an address such as 192.0.2.1"),
        arguments(
            "platform: Linux on ARM",
            "4: platform: 'Linux on ARM' is not a platform such as linux/arm64"),
        arguments(
            "deploy: {resources: {reservations: {devices: [{count: 1}]}}}",
            "4: deploy.resources.reservations.devices[0]: needs the key capabilities"),
        arguments(
            "deploy: {resources: {reservations: {devices: [{count: 1, device_ids: [\"0\"],"
                + " capabilities: [gpu]}]}}}",
            "4: deploy.resources.reservations.devices[0].count: can't be given beside device_ids;"
                + " write one of them only"),
        arguments("gpus: all", "4: gpus: not supported; use deploy.resources.reservations.devices"),
        arguments("scale: -1", "4: scale: -1 is too small: it must be at least 0"),
        arguments("scale: two", "4: scale: 'two' is not a whole number"),
        arguments(
            "mem_limit: 1g\ndeploy: {resources: {limits: {memory: 2g}}}",
            "4: mem_limit: is 1g, but deploy.resources.limits.memory says 2g; write one"
                + " of them only"),
        arguments(
            "scale: 1\ndeploy: {replicas: 2}",
            "4: scale: is 1, but deploy.replicas says 2; write one of them only"),
        arguments(
            "deploy: {resources: {limits: {cpu: 1}}}",
            "4: deploy.resources.limits.cpu: unknown key; did you mean cpus?"),
        arguments("deploy: {mode: global}", "4: deploy.mode: 'global' is not one of replicated"),
        arguments(
            "deploy: {restart_policy: {condition: always}}",
            "4: deploy.restart_policy.condition: 'always' is not one of any, none or on-failure"),
        arguments(
            "memswap_limit: 1g",
            "4: memswap_limit: needs a mem_limit beside it: it is memory and swap together"),
        arguments(
            "mem_limit: 1g\nmemswap_limit: 512m",
            "5: memswap_limit: must be at least the memory limit 1g: it is memory and swap together"),
        arguments(
            "mem_limit: 1g\nmemswap_limit: -1",
            "5: memswap_limit: unlimited swap (-1) is not supported"),
        arguments(
            "mem_limit: 1g\nmem_reservation: 2g",
            "5: mem_reservation: must be at most the memory limit 1g"));
  }

  static Stream<Arguments> healthChecks() {
    return Stream.of(
        arguments(
            "healthcheck: {test: [CDM, x]}",
            "4: healthcheck.test: must begin with CMD, CMD-SHELL or NONE, not 'CDM'; did you mean"
                + " CMD?"),
        arguments(
            "healthcheck: {test: [CMD]}", "4: healthcheck.test: CMD needs a command after it"),
        arguments(
            "healthcheck: {test: [CMD-SHELL, a, b]}",
            "4: healthcheck.test: CMD-SHELL takes one text, not 2"),
        arguments(
            "healthcheck: {test: x, disable: true}",
            "4: healthcheck.test: contradicts disable: true; write one of them only"),
        arguments(
            "healthcheck: {start-period: 5s}",
            "4: healthcheck.start-period: unknown key; did you mean start_period?"),
        arguments(
            "healthcheck: {start_interval: 5s}", "4: healthcheck.start_interval: not supported"),
        arguments(
            "healthcheck: {retries: -1}",
            "4: healthcheck.retries: -1 is too small: it must be at least 0"));
  }

  static Stream<Arguments> kernels() {
    return Stream.of(
        arguments(
            "x-kernel: {}",
            "4: x-kernel: needs the key language, or a config with [kernel] language"),
        arguments(
            "x-kernel: {languag: lua}",
            "4: x-kernel: needs the key language, or a config with [kernel] language\n"
                + "4: x-kernel.languag: unknown key; did you mean language?"),
        arguments(
            "x-kernel: {language: lua, connection: writen}",
            "4: x-kernel.connection: 'writen' is not one of provided or written; did you mean"
                + " written?"),
        arguments(
            "x-kernel: {language: lua, interrupt_mode: kill}",
            "4: x-kernel.interrupt_mode: 'kill' is not one of message or signal"),
        arguments(
            "x-kernel: {language: lua, startup_timeout: 0s}",
            "4: x-kernel.startup_timeout: must be more than nothing"),
        arguments(
            "x-kernel: {language: lua, owner: 'a b'}",
            "4: x-kernel.owner: 'a b' is not a user's name: use 1 to 64 letters, digits and . _ @ +"
                + " -, beginning with a letter or a digit"),
        arguments(
            "x-kernel: {language: lua, shared: bob}",
            "4: x-kernel.shared: 'bob' is neither true nor false"),
        arguments(
            "x-kernel: {language: lua, shared: ['*']}",
            "4: x-kernel.shared[0]: '*' is not a user's name: use 1 to 64 letters, digits and . _ @ +"
                + " -, beginning with a letter or a digit"),
        arguments(
            "x-kernel: {config: no.toml}",
            "4: x-kernel.config: no.toml: no such kernel config; check the path, or"
                + " write the file"),
        arguments(
            "x-kernel: {config: lua.toml, language: python}",
            "4: x-kernel.language: is python, but the config says lua"),
        arguments(
            "command: [k, '{connection-file}', '{prot}', '{x}', '{port}']\n"
                + "x-kernel: {language: lua}",
            "4: command: unknown placeholder {connection-file}; did you mean"
                + " {connection_file}?\n"
                + "4: command: unknown placeholder {prot}; did you mean {port}?"));
  }
}
