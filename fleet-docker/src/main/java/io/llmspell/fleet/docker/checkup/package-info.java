/**
 * What can be said of an engine before it is used: which one is found, what it can do, what it
 * lacks for a fleet. One class a check, over facts that {@link
 * io.llmspell.fleet.docker.checkup.DockerCheckup} gathers. May use {@code engine}, {@code
 * container} and the package above.
 */
@NullMarked
package io.llmspell.fleet.docker.checkup;

import org.jspecify.annotations.NullMarked;
