/** Tests of reading whole files, against files written for each case. */
@NullMarked
package io.llmspell.fleet.compose;

import org.jspecify.annotations.NullMarked;
