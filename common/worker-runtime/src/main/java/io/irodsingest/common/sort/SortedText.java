package io.irodsingest.common.sort;

/**
 * A text and what it is sorted by: first a number without a sign, then the text itself.
 *
 * @param text without lone surrogates
 */
public record SortedText(long key, String text) implements Comparable<SortedText> {
    @Override
    public int compareTo(SortedText other) {
        int byKey = Long.compareUnsigned(key, other.key);
        return byKey != 0 ? byKey : text.compareTo(other.text);
    }
}
