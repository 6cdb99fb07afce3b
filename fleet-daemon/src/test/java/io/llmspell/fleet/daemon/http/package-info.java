/** The edge, without a server. */
@NullMarked
package io.llmspell.fleet.daemon.http;

import org.jspecify.annotations.NullMarked;
