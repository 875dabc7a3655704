package io.irodsingest.workers3;

import io.irodsingest.workers3.checksum.StoredChecksum;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * An object as the store describes it. Immutable.
 *
 * @param size bytes
 * @param modified seconds since the epoch
 * @param etag as the store writes it, in quotes; empty when it tells none
 * @param metadata what the user gave it, by names in lower case
 * @param checksums of the whole object, as far as the store keeps any that can be compared; the best first
 */
record S3Object(String key, long size, long modified, String etag, Optional<String> contentType,
        Map<String, String> metadata, List<StoredChecksum> checksums) {
    private static final int NOT_IMPLEMENTED = 501;
    private static final String ALTERNATIVE = "; --s3-ignore-tags does without them";

    S3Object {
        metadata = Map.copyOf(metadata);
        checksums = List.copyOf(checksums);
    }

    /** @throws java.nio.file.NoSuchFileException when there is no such object; else see {@link S3Errors#exception} */
    static S3Object head(Bucket bucket, String key) throws IOException {
        HeadObjectResponse head = described(bucket, bucket.ask(key,
                client -> client.headObject(
                        request -> request.bucket(bucket.name()).key(key).checksumMode(ChecksumMode.ENABLED))));
        return new S3Object(key, head.contentLength(), head.lastModified().getEpochSecond(),
                Objects.requireNonNullElse(head.eTag(), ""),
                Optional.ofNullable(head.contentType()), text(head.metadata()),
                KeptChecksums.of(head, bucket.store().ignoreEtag()));
    }

    /** As a listing shows it: without metadata and checksums. */
    static S3Object of(ListedObject listed) {
        return new S3Object(listed.key(), listed.size(), listed.modified(), listed.etag(), Optional.empty(), Map.of(),
                List.of());
    }

    /** A store has to tell what an object is like; one that does not is no reason to guess. */
    private static HeadObjectResponse described(Bucket bucket, HeadObjectResponse head) throws IOException {
        if (head.contentLength() == null || head.lastModified() == null) {
            throw new IOException(bucket.store().endpoint() + " does not tell "
                    + (head.contentLength() == null ? "how large the object is" : "when the object was modified"));
        }
        return head;
    }

    private static Map<String, String> text(Map<String, String> metadata) {
        Map<String, String> text = new TreeMap<>();
        metadata.forEach((name, value) -> text.put(name, HeaderText.decode(value)));
        return text;
    }

    /** Whether nothing tells this from the same object as it was described at another time. */
    boolean isAs(S3Object other) {
        return size == other.size && modified == other.modified && Etags.same(etag, other.etag);
    }

    /** Its tags, by name; a request of its own, which needs a permission of its own. */
    Map<String, String> tags(Bucket bucket) throws IOException {
        Map<String, String> tags = new TreeMap<>();
        try {
            for (Tag tag : bucket
                    .ask(key, client -> client.getObjectTagging(request -> request.bucket(bucket.name()).key(key)))
                    .tagSet()) {
                tags.put(tag.key(), tag.value());
            }
        } catch (AccessDeniedException denied) {
            throw new IOException("the object may be read and its tags not (s3:GetObjectTagging), by "
                    + bucket.credentials().label() + " in the bucket " + bucket.name() + ALTERNATIVE, denied);
        } catch (IOException problem) {
            if (S3Errors.status(problem) == NOT_IMPLEMENTED) {
                throw new IOException(bucket.store().endpoint() + " keeps no tags" + ALTERNATIVE, problem);
            }
            throw problem;
        }
        return tags;
    }
}
