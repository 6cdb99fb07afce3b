package io.llmspell.fleet.docker.container;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.util.Objects;

/** Published ports: on 127.0.0.1 unless the file says otherwise. */
final class PortBindings {
  static final String LOOPBACK = "127.0.0.1";

  private PortBindings() {}

  /** Whether both lead from the same host port to the same port of the container. */
  static boolean same(PortBinding one, PortBinding other) {
    return one.getExposedPort().equals(other.getExposedPort())
        && Objects.equals(one.getBinding().getHostPortSpec(), other.getBinding().getHostPortSpec());
  }

  /** The same number inside and outside. */
  static PortBinding on(String hostIp, int port) {
    return new PortBinding(Binding.bindIpAndPort(hostIp, port), ExposedPort.tcp(port));
  }
}
