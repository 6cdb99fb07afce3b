/** Whether the HTTP library can do what the Jupyter gateway needs; see {@code docs/adr/0008}. */
@NullMarked
package io.llmspell.fleet.daemon.websocket;

import org.jspecify.annotations.NullMarked;
