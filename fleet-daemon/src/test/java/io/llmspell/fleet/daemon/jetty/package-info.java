/** What the server does with requests, good and bad, over real sockets. */
@NullMarked
package io.llmspell.fleet.daemon.jetty;

import org.jspecify.annotations.NullMarked;
