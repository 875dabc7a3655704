package io.irodsingest.workers3.key;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The characters that keys may have at one place, judged by those that some keys have there: one digit stands for all digits,
 * one letter for all letters of its kind, or of those that hexadecimal numbers have. Immutable.
 *
 * @param characters in order, each once, none of them a surrogate or behind the surrogates
 */
record KeyAlphabet(List<Character> characters) {
    private static final char SLASH = '/';

    static KeyAlphabet of(Collection<Character> seen) {
        TreeSet<Character> characters = new TreeSet<>();
        seen.stream().filter(c -> c < Character.MIN_SURROGATE && c != SLASH).forEach(characters::add);
        addAll(characters, '0', '9', '9');
        addAll(characters, 'A', 'F', 'Z');
        addAll(characters, 'a', 'f', 'z');
        addBlock(characters);
        return new KeyAlphabet(List.copyOf(characters));
    }

    int size() {
        return characters.size();
    }

    /** The place of the last character that is not behind this one; -1 when all are. */
    int floor(char c) {
        int low = -1;
        for (int high = characters.size(); high - low > 1;) {
            int middle = (low + high) / 2;
            if (characters.get(middle) <= c) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** When one of a kind is there, all are; when none is behind a first few, only those. */
    private static void addAll(TreeSet<Character> characters, char first, char few, char last) {
        Character greatest = characters.floor(last);
        if (greatest != null && greatest >= first) {
            fill(characters, first, greatest <= few ? few : last);
        }
    }

    /** The rest of the block of Unicode that the last character is of, when that is beyond ASCII. */
    private static void addBlock(TreeSet<Character> characters) {
        if (characters.isEmpty() || characters.last() < 0x80) {
            return;
        }
        char last = characters.last();
        Character.UnicodeBlock block = Character.UnicodeBlock.of(last);
        IntPredicate same = c -> c < Character.MIN_SURROGATE && Character.UnicodeBlock.of(c) == block;
        int end = last;
        while (block != null && same.test(end + 1)) {
            end++;
        }
        fill(characters, last, (char) end);
    }

    private static void fill(TreeSet<Character> characters, char first, char last) {
        for (int c = first; c <= last; c++) {
            characters.add((char) c);
        }
    }
}
