/**
 * Where the program is put so that others find it: Docker as a plugin, shells for their
 * completions. May use the core's errors only.
 */
@NullMarked
package io.llmspell.fleet.cli.install;

import org.jspecify.annotations.NullMarked;
