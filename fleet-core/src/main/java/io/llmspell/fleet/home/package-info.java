/**
 * {@code FLEET_HOME}, the folder where this user's view of fleets lives: connection files now. All
 * in it can be made anew from the engine. Depends on the JDK, {@code model} and {@code error}.
 */
@NullMarked
package io.llmspell.fleet.home;

import org.jspecify.annotations.NullMarked;
