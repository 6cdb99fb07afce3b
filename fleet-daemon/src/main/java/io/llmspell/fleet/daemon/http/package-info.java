/**
 * What an HTTP interface is made of, whatever server carries it: routes with their schemas, who may
 * take them, problems, and the one way from a request to an answer. May depend on {@code error} and
 * {@code json}.
 */
@NullMarked
package io.llmspell.fleet.daemon.http;

import org.jspecify.annotations.NullMarked;
