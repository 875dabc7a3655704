package io.irodsingest.workers3.key;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys as numbers, so that there is a middle between two of them: what follows the beginning that some keys have in common is
 * a number with a digit for each of its first characters. Immutable.
 */
final class KeySpace {
    static final int MOST_DIGITS = 6;
    private static final long MOST_VALUES = 1L << 60;

    private final String common;
    private final List<KeyAlphabet> alphabets;
    private final long size;

    private KeySpace(String common, List<KeyAlphabet> alphabets, long size) {
        this.common = common;
        this.alphabets = alphabets;
        this.size = size;
    }

    /** @param common what the numbered keys begin with; all of {@code keys} do */
    static KeySpace of(List<String> keys, String common) {
        List<KeyAlphabet> alphabets = new ArrayList<>();
        long size = 1;
        for (int digit = 0; digit < MOST_DIGITS; digit++) {
            // keys to come begin with characters that were not seen at the first place, but perhaps at others
            KeyAlphabet alphabet = KeyAlphabet.of(seen(keys, common.length() + digit, digit == 0));
            if (alphabet.size() == 0 || size > MOST_VALUES / alphabet.size()) {
                break;
            }
            alphabets.add(alphabet);
            size *= alphabet.size();
        }
        return new KeySpace(common, List.copyOf(alphabets), size);
    }

    /** How many numbers there are; values are below. */
    long size() {
        return size;
    }

    /** Whether a key has a number: it begins like all of them. */
    boolean has(String key) {
        return key.startsWith(common);
    }

    /** The number of a key of this space, or one close to it. */
    long value(String key) {
        long value = 0;
        boolean exact = true;
        for (int digit = 0; digit < alphabets.size(); digit++) {
            KeyAlphabet alphabet = alphabets.get(digit);
            int at = common.length() + digit;
            int place = exact && at < key.length() ? Math.max(0, alphabet.floor(key.charAt(at))) : 0;
            exact = exact && at < key.length();
            value = value * alphabet.size() + place;
        }
        return value;
    }

    /** A text with this number, which need not be a key that exists. */
    String text(long value) {
        char[] digits = new char[alphabets.size()];
        long rest = value;
        for (int digit = digits.length - 1; digit >= 0; digit--) {
            KeyAlphabet alphabet = alphabets.get(digit);
            digits[digit] = alphabet.characters().get((int) (rest % alphabet.size()));
            rest /= alphabet.size();
        }
        return common + new String(digits);
    }

    private static Set<Character> seen(List<String> keys, int at, boolean andBehind) {
        Set<Character> seen = new HashSet<>();
        for (String key : keys) {
            int end = andBehind ? key.length() : Math.min(key.length(), at + 1);
            for (int i = at; i < end; i++) {
                seen.add(key.charAt(i));
            }
        }
        return seen;
    }

    /** What two keys both begin with. */
    static String common(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        // the halves of a surrogate pair stay together
        return one.substring(0, length > 0 && Character.isHighSurrogate(one.charAt(length - 1)) ? length - 1 : length);
    }
}
