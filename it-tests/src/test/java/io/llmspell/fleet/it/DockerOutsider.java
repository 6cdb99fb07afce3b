package io.llmspell.fleet.it;

import io.llmspell.fleet.testkit.Outsider;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Somebody else on the same engine, who uses Testcontainers and the plain Docker client. */
final class DockerOutsider implements Outsider {
  private final String image;
  private final List<Runnable> undo = new ArrayList<>();

  DockerOutsider(String image) {
    this.image = image;
  }

  @Override
  public void runContainer(String name) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withImagePullPolicy(NeverPull.INSTANCE)
            .withCreateContainerCmdModifier(create -> create.withName(name))
            .withCommand("sleep", "infinity");
    undo.add(container::stop);
    container.start();
  }

  @Override
  public String stateOf(String container) {
    return Run.docker(
        "inspect",
        "--format",
        "{{.Id}} {{.State.Status}} {{.State.StartedAt}} {{.RestartCount}} {{json .Config.Labels}}",
        container);
  }

  @Override
  public void makeNetwork(String name) {
    Run.docker("network", "create", name);
    undo.add(() -> Run.docker("network", "rm", name));
  }

  @Override
  public int networksNamed(String name) {
    String all = Run.docker("network", "ls", "--format", "{{.Name}}");
    return (int) all.lines().filter(name::equals).count();
  }

  @Override
  public void makeVolume(String name) {
    Run.docker("volume", "create", name);
    undo.add(() -> Run.docker("volume", "rm", name));
  }

  @Override
  public void close() {
    undo.forEach(Runnable::run);
  }
}
