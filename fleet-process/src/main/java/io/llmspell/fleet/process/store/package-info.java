/**
 * What is known of processes, in files: records, names, leases of ports, and the one lock that
 * guards them.
 */
@NullMarked
package io.llmspell.fleet.process.store;

import org.jspecify.annotations.NullMarked;
