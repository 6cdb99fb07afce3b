/**
 * The daemon as a service of its machine: what it logs, and how it waits for what is not there yet.
 * May use {@code error}, {@code event} and {@code json}.
 */
@NullMarked
package io.llmspell.fleet.daemon.service;

import org.jspecify.annotations.NullMarked;
