package io.llmspell.fleet.docker;

import io.llmspell.fleet.docker.container.InstanceReading;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.PortBlock;
import java.util.Map;
import java.util.Set;

/**
 * What there is on an engine that all its users share, as a start would find it: taken ports, and
 * networks. Changes nothing; blocks as engines do; keeps nothing.
 */
public final class EngineOverview {
  private final Observer observer;
  private final LeaseVolumes leases;
  private final Networks networks;

  public EngineOverview(Engine engine, Reach reach) {
    this.observer = new Observer(engine, new InstanceReading(reach));
    this.leases = new LeaseVolumes(engine, new Volumes(engine));
    this.networks = new Networks(engine, observer, reach, Maker.ofThisProcess());
  }

  /** The blocks that are leased to kernels of whichever fleet. */
  public Set<PortBlock> leasedPorts() {
    return leases.leased();
  }

  /** The host's ports that containers which run publish, whoever made them. */
  public Set<Integer> publishedPorts() {
    return observer.publishedPorts();
  }

  /** The names of all networks, each with whether containers in it can be reached from here. */
  public Map<String, Boolean> networks() {
    return networks.reachable();
  }
}
