/**
 * What people and programs see: tables, JSON, plans and progress. Formats values, calls nothing.
 * May use the core and Jackson.
 */
@NullMarked
package io.llmspell.fleet.cli.show;

import org.jspecify.annotations.NullMarked;
