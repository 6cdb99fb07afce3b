@NullMarked
package io.llmspell.fleet.daemon.access;

import org.jspecify.annotations.NullMarked;
