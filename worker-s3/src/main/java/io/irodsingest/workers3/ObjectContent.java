package io.irodsingest.workers3;

import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.workers3.checksum.ChecksumAlgorithm;
import io.irodsingest.workers3.checksum.ReadPart;
import io.irodsingest.workers3.checksum.StoredChecksum;
import io.irodsingest.workers3.checksum.Verification;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object, as it was when it was looked at: nothing of a later one under the same key is ever read. What is read
 * is compared with a checksum that the store keeps, for one reading of the whole. Thread-safe.
 * <p>
 * There are stores that describe an object by one ETag and give it out with another, as for objects that are put together when
 * they are read. When a second look finds such an object as it was, it is read without a condition; all its answers have to have
 * one ETag, and at the end it has to be as it was still.
 */
final class ObjectContent implements Content {
    private static final int CHANGED = 412;
    private static final int NOT_THAT_LONG = 416;

    private final Bucket bucket;
    private final S3Object object;
    private final Verification verification;
    private final AtomicReference<String> givenEtag = new AtomicReference<>();
    private volatile boolean withoutCondition;

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
        if (withoutCondition && !isAsItWas()) {
            throw changed(null);
        }
        // an ETag that answers do not agree about is no MD5
        if (!withoutCondition || object.checksums().stream().findFirst().map(kept -> !kept.isEtag()).orElse(false)) {
            verification.check();
        }
    }

    /** @param end the place behind the last byte */
    ReadPart part(long from, long end) {
        return verification.part(from, end);
    }

    /** @param last the place of the last byte */
    ObjectStream get(long first, long last) throws IOException {
        boolean conditional = !withoutCondition;
        try {
            return asked(first, last, conditional);
        } catch (ChangedException changed) {
            if (!conditional || !isAsItWas()) {
                throw changed;
            }
            withoutCondition = true;
            return asked(first, last, false);
        }
    }

    private ObjectStream asked(long first, long last, boolean conditional) throws IOException {
        ObjectStream stream;
        try {
            stream = bucket.read(key(),
                    request -> request.ifMatch(conditional && Etags.isCondition(object.etag()) ? object.etag() : null)
                            .range("bytes=" + first + '-' + last));
        } catch (IOException problem) {
            int status = S3Errors.status(problem);
            throw status == CHANGED || status == NOT_THAT_LONG ? changed(problem) : problem;
        }
        try {
            check(stream.response(), first, conditional);
            return stream;
        } catch (IOException wrong) {
            stream.abort();
            throw wrong;
        }
    }

    /** There are stores that ignore conditions or ranges. */
    private void check(GetObjectResponse response, long first, boolean conditional) throws IOException {
        String etag = response.eTag() == null ? "" : response.eTag();
        String expected = conditional ? object.etag() : givenEtag.updateAndGet(given -> given == null ? etag : given);
        if (!etag.isEmpty() && !expected.isEmpty() && !Etags.same(etag, expected)) {
            throw changed(null);
        }
        boolean fromThere = response.contentRange() == null
                ? first == 0
                : response.contentRange().startsWith("bytes " + first + '-');
        if (!fromThere) {
            throw new IOException(bucket.store().endpoint() + " gives another part of the object than was asked for");
        }
    }

    private boolean isAsItWas() throws IOException {
        return S3Object.head(bucket, key()).isAs(object);
    }

    private static ChangedException changed(IOException cause) {
        return new ChangedException(cause);
    }

    private static final class ChangedException extends IOException {
        private static final long serialVersionUID = 1L;

        ChangedException(IOException cause) {
            super("it changed while it was read", cause);
        }
    }
}
