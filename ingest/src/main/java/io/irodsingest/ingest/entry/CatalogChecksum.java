package io.irodsingest.ingest.entry;

import io.irodsingest.common.irods.IrodsSession.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A checksum as a catalog writes it, of a kind that can be computed here. Immutable. */
final class CatalogChecksum {
    private static final int PIECE = 256 * 1024;
    private static final Kind SHA_256 = new Kind("SHA-256", "sha2:[A-Za-z0-9+/=]+", CatalogChecksum::sha2);
    private static final List<Kind> KINDS = List.of(SHA_256,
            new Kind("SHA-512", "sha512:[A-Za-z0-9+/=]+", digest -> "sha512:" + base64(digest)),
            new Kind("SHA-1", "sha1:[A-Za-z0-9+/=]+", digest -> "sha1:" + base64(digest)),
            new Kind("MD5", "[0-9a-f]{32}", HexFormat.of()::formatHex));

    private final Kind kind;
    private final String text;

    /** @param form what such a checksum looks like, and nothing else does */
    private record Kind(String algorithm, Pattern form, Function<byte[], String> writer) {
        private Kind(String algorithm, String form, Function<byte[], String> writer) {
            this(algorithm, Pattern.compile(form), writer);
        }
    }

    private CatalogChecksum(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /** Empty when there is none, or it is of a kind that cannot be computed. */
    static Optional<CatalogChecksum> of(String text) {
        return KINDS.stream().filter(kind -> kind.form().matcher(text).matches()).findFirst()
                .map(kind -> new CatalogChecksum(kind, text));
    }

    /**
     * The checksum of the same kind that a content has: what its source keeps, or else what comes of reading it.
     *
     * @throws IOException when it cannot be read, or changed meanwhile
     */
    String of(Content content, long size) throws IOException {
        if (kind == SHA_256 && content.sha256().isPresent()) {
            return "sha2:" + content.sha256().get();
        }
        MessageDigest digest = digest(kind.algorithm());
        byte[] piece = new byte[PIECE];
        try (InputStream in = Channels.newInputStream(content.open(0, size))) {
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                digest.update(piece, 0, got);
            }
        }
        content.checkUnchanged();
        return kind.writer().apply(digest.digest());
    }

    /** As the catalog has it. */
    String text() {
        return text;
    }

    private static String sha2(byte[] digest) {
        return "sha2:" + base64(digest);
    }

    private static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException notInThisJvm) {
            throw new IllegalStateException(notInThisJvm);
        }
    }
}
