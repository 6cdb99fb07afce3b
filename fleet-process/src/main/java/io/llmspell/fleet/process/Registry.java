package io.llmspell.fleet.process;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.process.store.StoredFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code registry.json}, for scripts that read the one of the tools before: what is there, written
 * anew after every change. Nothing here reads it.
 */
record Registry(Path file) {
  void write(List<Instance> instances, InstanceLook look, KernelCommand command) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode kernels = json.putArray("kernels");
    instances.forEach(instance -> kernels.add(kernel(instance, look, command)));
    StoredFiles.write(file, JsonText.writePretty(json));
  }

  private static ObjectNode kernel(Instance instance, InstanceLook look, KernelCommand command) {
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
    look.kernel(instance.id())
        .map(name -> List.of(name.split("/", -1)).get(2))
        .ifPresent(pid -> json.put("pid", Long.parseLong(pid)));
    json.put("status", instance.isRunning() ? "running" : "dead");
    json.put("log_file", command.log(instance.id()).toString());
    json.put("started_at", instance.createdAt().toString());
    return json;
  }
}
