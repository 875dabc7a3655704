package io.irodsingest.workers3.checksum;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A checksum of a whole object that its store keeps. Immutable.
 *
 * @param text in base64; an MD5 that is an ETag in 32 hexadecimal digits, in lower case
 * @param isEtag whether it is an ETag
 */
public record StoredChecksum(ChecksumAlgorithm algorithm, String text, boolean isEtag) {
    private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");

    /**
     * @param text in base64, highest byte first
     * @return empty when the text is none of the algorithm's, as of a checksum of checksums of parts, which has their number
     */
    public static Optional<StoredChecksum> of(ChecksumAlgorithm algorithm, String text) {
        try {
            byte[] value = Base64.getDecoder().decode(text);
            return value.length == algorithm.length()
                    ? Optional.of(new StoredChecksum(algorithm, Base64.getEncoder().encodeToString(value), false))
                    : Optional.empty();
        } catch (IllegalArgumentException notInBase64) {
            return Optional.empty();
        }
    }

    /**
     * @param etag as the store writes it, in quotes or not
     * @return empty when it does not look like an MD5, as that of an object of several parts does not
     */
    public static Optional<StoredChecksum> ofEtag(String etag) {
        String bare = etag.replace("\"", "");
        return MD5.matcher(bare).matches()
                ? Optional.of(new StoredChecksum(ChecksumAlgorithm.MD5, bare.toLowerCase(Locale.ROOT), true))
                : Optional.empty();
    }

    /** A checksum of the same algorithm in the same form. */
    String write(byte[] value) {
        return isEtag ? HexFormat.of().formatHex(value) : Base64.getEncoder().encodeToString(value);
    }

    /** What it is, for users. */
    String describe() {
        return isEtag ? "the ETag " + text : text;
    }
}
