/**
 * One call of the program before it has done anything: where it runs, what its global options say,
 * and which file, project and engine that means. May use all modules, and nothing else of the
 * program.
 */
@NullMarked
package io.llmspell.fleet.cli.session;

import org.jspecify.annotations.NullMarked;
