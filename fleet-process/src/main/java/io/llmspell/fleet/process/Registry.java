package io.llmspell.fleet.process;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.machine.Processes;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.process.store.Store;
import io.llmspell.fleet.process.store.StoredFiles;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code registry.json}, for scripts that read the one of the tools before: what is there, written
 * anew after every change. Nothing here reads it.
 */
record Registry(Path file, Store store, InstanceLook look, KernelCommand command) {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  /** Shows what there is now. That it can't be written is no reason for anybody to fail. */
  void refresh() {
    try {
      store.change(
          () -> {
            write(look.all());
            return file;
          });
    } catch (FleetException e) {
      LOG.warn("the registry shows what was before: {}", e.getMessage());
    }
  }

  private void write(List<Instance> instances) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode kernels = json.putArray("kernels");
    instances.forEach(instance -> kernels.add(kernel(instance)));
    StoredFiles.write(file, JsonText.writePretty(json));
  }

  private ObjectNode kernel(Instance instance) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", instance.id().value());
    json.put("name", instance.name());
    json.put("project", instance.spec().project().value());
    instance
        .spec()
        .kernel()
        .ifPresent(
            kernel -> {
              json.put("port", kernel.ports().base());
              json.put("language", kernel.language());
              kernel.config().ifPresent(config -> json.put("config", config));
            });
    look.kernel(instance.id()).ifPresent(process -> json.put("pid", Processes.idOf(process)));
    json.put("status", instance.isRunning() ? "running" : "dead");
    json.put("log_file", command.log(instance.id()).toString());
    json.put("started_at", instance.createdAt().toString());
    return json;
  }
}
