package io.irodsingest.common.job;

/**
 * A rule of a character map as data.
 *
 * @param regex what is replaced in each element of a logical path
 * @param to one character
 */
public record CharacterReplacement(String regex, String to) {}
