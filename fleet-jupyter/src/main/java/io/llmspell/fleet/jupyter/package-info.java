/**
 * The Jupyter messaging protocol 5.3 over ZeroMQ: connection files, signed messages, the probes the
 * fleet makes and a small client. The embedded kernel speaks through the same messages. May depend
 * on fleet-core's model, runtime SPI and errors, on JeroMQ and on Jackson's tree model.
 */
@NullMarked
package io.llmspell.fleet.jupyter;

import org.jspecify.annotations.NullMarked;
