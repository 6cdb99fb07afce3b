package io.llmspell.fleet.cli.session;

import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.model.DesiredFleet;

/**
 * What a call wants: the file's fleet with what people have said beside it.
 *
 * @param inputs what is said of it now, and to be recorded
 */
public record Wish(DesiredFleet desired, Inputs inputs) {}
