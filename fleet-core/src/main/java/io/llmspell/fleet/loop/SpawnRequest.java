package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.util.Optional;

/**
 * One ad-hoc kernel.
 *
 * @param kernel what to run; its name and its replicas mean nothing
 * @param name what to call it; absent: its id
 */
public record SpawnRequest(ServiceSpec kernel, Optional<String> name, Publish publish) {}
