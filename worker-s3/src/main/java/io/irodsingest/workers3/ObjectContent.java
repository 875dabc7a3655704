package io.irodsingest.workers3;

import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.workers3.checksum.ChecksumAlgorithm;
import io.irodsingest.workers3.checksum.ReadPart;
import io.irodsingest.workers3.checksum.StoredChecksum;
import io.irodsingest.workers3.checksum.Verification;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object, as it was when it was looked at: nothing of a later one under the same key is ever read. What is read
 * is compared with a checksum that the store keeps, for one reading of the whole. Thread-safe.
 */
final class ObjectContent implements Content {
    private static final int CHANGED = 412;
    private static final int NOT_THAT_LONG = 416;

    private final Bucket bucket;
    private final S3Object object;
    private final Verification verification;

    ObjectContent(Bucket bucket, S3Object object) {
        this.bucket = bucket;
        this.object = object;
        this.verification = new Verification(object.size(), object.checksums().stream().findFirst());
    }

    Bucket bucket() {
        return bucket;
    }

    String key() {
        return object.key();
    }

    /**
     * A channel that asks the store when it is first read, and ends behind {@code length} bytes or at the end of the object. It
     * belongs to one thread. An interrupt ends a read with {@link java.nio.channels.ClosedByInterruptException}; closing the
     * channel before its end cuts its connection. A connection that is cut in the middle is made again a few times, from where
     * it was. Reads throw {@link java.nio.file.NoSuchFileException} when the object is gone, and an IOException that says so
     * when it changed.
     */
    @Override
    public ReadableByteChannel open(long from, long length) {
        return new ObjectChannel(this, from, Math.min(object.size(), from + length));
    }

    @Override
    public Optional<String> sha256() {
        return object.checksums().stream().filter(kept -> kept.algorithm() == ChecksumAlgorithm.SHA256).findFirst()
                .map(StoredChecksum::text);
    }

    /** Every byte is of the object that was looked at, for each answer is one for its ETag; but it may have come damaged. */
    @Override
    public void checkUnchanged() throws IOException {
        verification.check();
    }

    /** @param end the place behind the last byte */
    ReadPart part(long from, long end) {
        return verification.part(from, end);
    }

    /** @param last the place of the last byte */
    ResponseInputStream<GetObjectResponse> get(long first, long last) throws IOException {
        ResponseInputStream<GetObjectResponse> stream;
        try {
            stream = bucket.ask(key(), client -> client.getObject(request -> request.bucket(bucket.name()).key(key())
                    .ifMatch(object.etag().isEmpty() ? null : object.etag()).range("bytes=" + first + '-' + last)));
        } catch (IOException problem) {
            int status = S3Errors.status(problem);
            throw status == CHANGED || status == NOT_THAT_LONG ? changed(problem) : problem;
        }
        try {
            check(stream.response(), first);
            return stream;
        } catch (IOException wrong) {
            stream.abort();
            throw wrong;
        }
    }

    /** There are stores that ignore conditions or ranges. */
    private void check(GetObjectResponse response, long first) throws IOException {
        if (response.eTag() != null && !object.etag().isEmpty() && !response.eTag().equals(object.etag())) {
            throw changed(null);
        }
        boolean fromThere = response.contentRange() == null
                ? first == 0
                : response.contentRange().startsWith("bytes " + first + '-');
        if (!fromThere) {
            throw new IOException(bucket.store().endpoint() + " gives another part of the object than was asked for");
        }
    }

    private static IOException changed(IOException cause) {
        return new IOException("it changed while it was read", cause);
    }
}
