package io.llmspell.fleet.kernel.language;

/**
 * What {@code kernel_info} says about a language.
 *
 * @param fileExtension with its dot
 */
public record LanguageInfo(String name, String version, String mimeType, String fileExtension) {}
