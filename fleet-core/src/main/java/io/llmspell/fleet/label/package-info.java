/**
 * What an instance carries to say what it is and who made it, whatever it runs on: all that another
 * look has to know. May use {@code model}, {@code runtime} and {@code error}.
 */
@NullMarked
package io.llmspell.fleet.label;

import org.jspecify.annotations.NullMarked;
