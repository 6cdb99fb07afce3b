package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.StartRequest.Publish;

/**
 * A kernel that shall be had, whoever has made it.
 *
 * @param kernel what it has to be, down to its image, config, limits and labels; its name and its
 *     replicas mean nothing
 */
public record FindRequest(ServiceSpec kernel, Publish publish) {}
