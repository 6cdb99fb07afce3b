/**
 * Who may do what: tokens and whom they stand for, what he sees, how much he may have and how often
 * he may ask, and the log of what was changed. Plain functions over plain values; it knows no HTTP
 * but the one header. May use {@code error}, {@code json}, {@code loop}, {@code machine} and {@code
 * model}.
 */
@NullMarked
package io.llmspell.fleet.daemon.access;

import org.jspecify.annotations.NullMarked;
