package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;

/**
 * What did not work, and why.
 *
 * @param subject the instance or service
 * @param cause in words, with what to do
 */
public record Failure(String subject, ErrorCode code, String cause) {}
