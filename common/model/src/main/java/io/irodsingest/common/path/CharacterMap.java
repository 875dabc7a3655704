package io.irodsingest.common.path;

import io.irodsingest.handlerapi.CharacterRule;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Translates elements of logical paths. What changed gets a suffix from which the original could be told: a number, made of the
 * places and characters that were replaced, in digits and letters that the rules leave alone. When that would be too long, or
 * a rule replaced several characters by one, the number is a hash of the original. Immutable.
 */
final class CharacterMap {
    static final CharacterMap NONE = new CharacterMap(List.of());

    private static final String SEPARATORS = "-~_";
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int LONGEST_DIFFERENCE = 28;

    private final List<CharacterRule> rules;
    private final String separator;
    private final String digits;

    /** @throws IllegalArgumentException when the rules leave too little to write suffixes with */
    CharacterMap(List<CharacterRule> rules) {
        this.rules = List.copyOf(rules);
        String separators = unchanged(SEPARATORS);
        this.separator = separators.isEmpty() ? "" : separators.substring(0, 1);
        this.digits = unchanged(DIGITS);
        if (digits.length() < 2) {
            throw new IllegalArgumentException(
                    "the character map leaves fewer than two of the ASCII letters and digits, but needs them to keep"
                            + " different names different");
        }
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    String translate(String element) {
        String replaced = replace(element);
        return replaced.equals(element) ? element : replaced + suffix(element, replaced);
    }

    private String replace(String element) {
        String text = element;
        for (CharacterRule rule : rules) {
            text = Expressions.replaceAll(rule.pattern(), text, Matcher.quoteReplacement(rule.to()));
        }
        return text;
    }

    private String suffix(String original, String replaced) {
        StringBuilder suffix = new StringBuilder(separator);
        BigInteger base = BigInteger.valueOf(digits.length());
        BigInteger number = new BigInteger(1, difference(original, replaced));
        while (number.signum() > 0) {
            BigInteger[] parts = number.divideAndRemainder(base);
            suffix.append(digits.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return suffix.toString();
    }

    /** Of each character that was replaced its place, as the character of that number, and itself. */
    private static byte[] difference(String original, String replaced) {
        int[] before = original.codePoints().toArray();
        int[] after = replaced.codePoints().toArray();
        if (before.length != after.length) {
            return hash(original);
        }
        ByteArrayOutputStream difference = new ByteArrayOutputStream();
        for (int i = 0; i < before.length; i++) {
            if (before[i] != after[i]) {
                difference.writeBytes(utf8(Character.toString(i) + Character.toString(before[i])));
            }
        }
        return difference.size() < LONGEST_DIFFERENCE ? difference.toByteArray() : hash(original);
    }

    private static byte[] hash(String original) {
        try {
            return MessageDigest.getInstance("SHA-224").digest(utf8(original));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-224", impossible);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The characters of an alphabet that the rules leave alone. */
    private String unchanged(String alphabet) {
        StringBuilder unchanged = new StringBuilder();
        alphabet.codePoints().mapToObj(Character::toString).filter(letter -> replace(letter).equals(letter))
                .forEach(unchanged::append);
        return unchanged.toString();
    }
}
