/**
 * {@code FLEET_HOME}, the folder where this user's view of fleets lives: connection files, which
 * can be made anew from the engine, and what he has said of each project, which can't. Depends on
 * the JDK, {@code model} and {@code error}.
 */
@NullMarked
package io.llmspell.fleet.home;

import org.jspecify.annotations.NullMarked;
