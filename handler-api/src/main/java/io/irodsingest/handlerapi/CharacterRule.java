package io.irodsingest.handlerapi;

import java.util.regex.Pattern;

/**
 * One rule of a character map: in each element of a logical path, whatever matches becomes one character.
 *
 * @param pattern what is replaced
 * @param to one character
 */
public record CharacterRule(Pattern pattern, String to) {
    /** @throws IllegalArgumentException when {@code to} is not one character, or is a slash */
    public CharacterRule {
        if (to.codePointCount(0, to.length()) != 1 || to.equals("/")) {
            throw new IllegalArgumentException("a character map replaces by one character, not by '" + to + "'");
        }
    }

    /** Any of these characters becomes {@code to}. */
    public static CharacterRule anyOf(String characters, String to) {
        StringBuilder set = new StringBuilder("[");
        characters.codePoints().forEach(point -> set.append("\\x{").append(Integer.toHexString(point)).append('}'));
        return new CharacterRule(Pattern.compile(set.append(']').toString()), to);
    }

    /** Whatever a regular expression finds becomes {@code to}. */
    public static CharacterRule matching(String regex, String to) {
        return new CharacterRule(Pattern.compile(regex), to);
    }
}
