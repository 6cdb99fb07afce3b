/**
 * The server that carries the HTTP interface, and all that knows it. May depend on {@code
 * daemon.http} and Jetty's core.
 */
@NullMarked
package io.llmspell.fleet.daemon.jetty;

import org.jspecify.annotations.NullMarked;
