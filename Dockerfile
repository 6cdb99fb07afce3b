# Kernel images. Builds with BuildKit and with the legacy builder; nothing but Debian packages is fetched.
#
#   make image                                              the embedded kernel, fleet-kernel:latest
#   docker build --target llmspell -t llmspell:latest .     LLMSpell: put its binary in ./llmspell first, or in
#                                                           dist/ and say --build-arg LLMSPELL_BINARY=dist/NAME
#   make daemon-image                                       docker-fleet itself, docker-fleet:latest (docs/daemon.md)

# What every kernel image has: an init, the relay to loopback, the health check, an unprivileged user.
FROM debian:bookworm-slim AS base
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates socat tini \
 && apt-get clean && rm -rf /var/lib/apt/lists/* /var/cache/debconf/*-old /var/log/apt /var/log/dpkg.log \
 && groupadd --gid 1000 llmspell \
 && useradd --uid 1000 --gid 1000 --create-home --shell /bin/bash llmspell \
 && mkdir -p /etc/llmspell /run/kernel /run/fleet/kernel \
 && chown 1000:1000 /run/kernel /run/fleet/kernel \
 && chmod 0700 /run/kernel /run/fleet/kernel
# A tmpfs that is mounted there takes on this mode, and root for its owner.
RUN chmod 1777 /run/kernel
COPY image/kernel-entry image/kernel-health /usr/local/bin/
USER 1000:1000
WORKDIR /home/llmspell
ENV HOME=/home/llmspell \
    KERNEL_PORT=9555 \
    KERNEL_CONNECTION_FILE=/run/kernel/connection.json \
    MALLOC_ARENA_MAX=2
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["kernel-health"]
ENTRYPOINT ["tini", "--", "kernel-entry"]
CMD ["kernel", "start"]

# The legacy builder runs this stage on the way to the last one, so a missing default binary must not
# fail it: the glob matches ./llmspell or nothing. A binary that was named must exist.
FROM base AS llmspell
ARG LLMSPELL_BINARY=llmspel[l]
COPY image/kernel-entry ${LLMSPELL_BINARY} /opt/llmspell/
USER 0
RUN cd /opt/llmspell && rm kernel-entry \
 && for binary in *; do \
      if [ -f "$binary" ]; then chmod 0755 "$binary" && ln -s "/opt/llmspell/$binary" /usr/local/bin/llmspell; \
      else echo "no ./llmspell in the build context: this image has no kernel program" >&2; fi; \
    done
USER 1000:1000
LABEL org.opencontainers.image.title="llmspell" \
      org.opencontainers.image.description="LLMSpell as a Jupyter kernel for docker fleet"

# The embedded kernel's runtime: only the modules it needs, its classes in an archive, its native library.
FROM debian:bookworm-slim AS runtime
RUN apt-get update \
 && apt-get install -y --no-install-recommends binutils openjdk-17-jdk-headless \
 && rm -rf /var/lib/apt/lists/*
COPY image/java.args /opt/fleet-kernel/java.args
RUN jlink --add-modules java.base,java.logging,java.xml,jdk.dynalink,jdk.unsupported \
      --strip-debug --no-header-files --no-man-pages --compress=2 --output /opt/fleet-kernel/runtime \
 && /opt/fleet-kernel/runtime/bin/java @/opt/fleet-kernel/java.args -Xshare:dump
COPY fleet-kernel/target/image/lib/ /opt/fleet-kernel/lib/
# The class path is written out in one order, for the archive is only good for that very class path.
RUN set -eu; cd /opt/fleet-kernel; mkdir natives; \
    case $(dpkg --print-architecture) in \
      amd64) library=liblua5464.so ;; \
      arm64) library=liblua54arm64.so ;; \
      *) echo "no Lua library for $(dpkg --print-architecture)" >&2; exit 1 ;; \
    esac; \
    for jar in lib/lua54-platform-*.jar; do (cd natives && jar xf "../$jar" "$library"); done; \
    test -s "natives/$library"; \
    echo "-Dfleet.kernel.natives=$PWD/natives" >>java.args; \
    echo "-cp $(ls -d "$PWD"/lib/*.jar | paste -sd:)" >>java.args; \
    runtime/bin/java @java.args -Xshare:auto -XX:ArchiveClassesAtExit=kernel.jsa io.llmspell.fleet.kernel.Main selftest; \
    echo "-XX:SharedArchiveFile=$PWD/kernel.jsa" >>java.args; \
    runtime/bin/java @java.args -Xshare:on -version

# The embedded kernel: Lua and JavaScript, nothing else to install.
FROM base AS embedded
COPY --from=runtime /opt/fleet-kernel /opt/fleet-kernel
COPY image/fleet-kernel /usr/local/bin/
LABEL org.opencontainers.image.title="fleet-kernel" \
      org.opencontainers.image.description="The embedded Lua and JavaScript kernel of docker fleet"

# docker-fleet's own runtime: the modules that it needs, and the classes of its usual commands in an archive.
FROM debian:bookworm-slim AS program
RUN apt-get update \
 && apt-get install -y --no-install-recommends binutils openjdk-17-jdk-headless \
 && rm -rf /var/lib/apt/lists/*
COPY image/command.args image/daemon.args /opt/docker-fleet/
RUN jlink --add-modules java.base,java.logging,java.management,java.naming,java.security.jgss,java.xml,jdk.crypto.ec,jdk.unsupported \
      --strip-debug --no-header-files --no-man-pages --compress=2 --output /opt/docker-fleet/runtime
COPY fleet-cli/target/lib/ /opt/docker-fleet/lib/
# As with the kernel's: one class path in one order, and an archive of what a rehearsal loads.
RUN set -eu; cd /opt/docker-fleet; \
    printf '%s\n' -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -Xlog:disable -Xlog:all=error:stderr \
      -Dslf4j.internal.verbosity=WARN -Dfleet.root=/opt/docker-fleet \
      "-cp $(ls -d "$PWD"/lib/*.jar | paste -sd:)" >java.args; \
    runtime/bin/java @java.args @command.args -Xshare:off -XX:DumpLoadedClassList=/tmp/classes io.llmspell.fleet.cli.Rehearsal /tmp/rehearsal; \
    runtime/bin/java @java.args -Xshare:dump -XX:SharedClassListFile=/tmp/classes -XX:SharedArchiveFile="$PWD/docker-fleet.jsa"; \
    echo "-XX:SharedArchiveFile=$PWD/docker-fleet.jsa" >>java.args; \
    runtime/bin/java @java.args -Xshare:on -version

# The daemon. It needs the engine's socket, its FLEET_HOME, and the Compose files at the paths that they have on
# the host; nothing else of it is ever written.
FROM debian:bookworm-slim AS daemon
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tini \
 && apt-get clean && rm -rf /var/lib/apt/lists/* /var/cache/debconf/*-old /var/log/apt /var/log/dpkg.log \
 && groupadd --gid 1000 fleet \
 && useradd --uid 1000 --gid 1000 --create-home fleet \
 && install -d -o 1000 -g 1000 -m 0700 /var/lib/docker-fleet
COPY --from=program /opt/docker-fleet /opt/docker-fleet
COPY image/docker-fleet /usr/local/bin/
USER 1000:1000
WORKDIR /var/lib/docker-fleet
ENV DOCKER_HOST=unix:///var/run/docker.sock \
    FLEET_HOME=/var/lib/docker-fleet \
    MALLOC_ARENA_MAX=2
VOLUME /var/lib/docker-fleet
EXPOSE 9550
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["docker-fleet", "serve", "--check"]
ENTRYPOINT ["tini", "--", "docker-fleet"]
CMD ["serve"]
LABEL org.opencontainers.image.title="docker-fleet" \
      org.opencontainers.image.description="The daemon of docker fleet: keeps a fleet of kernels as it is declared"
