/** What is looked at before kernels are started as processes. */
@NullMarked
package io.llmspell.fleet.process.checkup;

import org.jspecify.annotations.NullMarked;
