/**
 * What the program is shown before it is first used, so that the JVM's class-data archive holds
 * what its usual commands need: an engine and a kernel that only pretend. May use the modules whose
 * other sides they play; nothing else of the program uses it.
 */
@NullMarked
package io.llmspell.fleet.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
