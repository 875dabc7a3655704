package io.irodsingest.workers3;

import io.irodsingest.workers3.key.KeyRange;
import io.irodsingest.workers3.key.KeyOrder;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What is directly below a prefix, as in a directory: objects, and common prefixes for what is deeper. The object whose key is
 * the prefix itself, which some tools make as the mark of a directory, is left out. Immutable and thread-safe.
 */
final class PrefixListing {
    /** Most entries that a store gives at a time. */
    static final int LARGEST_PAGE = 1000;

    private static final String DELIMITER = "/";
    /** Behind everything that begins like what it is appended to. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final Bucket bucket;
    private final String prefix;

    /** Takes the pages of a listing, one after the other. */
    @FunctionalInterface
    interface PageReader {
        /** @return whether the next page is wanted */
        boolean take(ListedPage page) throws IOException;
    }

    /** @param prefix empty or ending in a slash */
    PrefixListing(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    /**
     * Reads a range page by page; there is at least one page, which may be empty. Where a store says that there is more, and not how
     * to go on, it is asked for what is behind the last name.
     *
     * @param pageSize most entries of a page, up to {@link #LARGEST_PAGE}
     * @throws IOException with one line for the user; see {@link S3Errors#exception}
     */
    void read(KeyRange range, int pageSize, PageReader reader) throws IOException {
        ListingProgress progress = new ListingProgress(bucket.store().endpoint());
        Optional<String> after = range.after();
        String token = null;
        ListedPage page;
        do {
            ListObjectsV2Response response = ask(after, token, pageSize);
            token = response.nextContinuationToken();
            page = page(response, range);
            if (page.more()) {
                List<String> names = names(response);
                progress.check(token, names);
                after = token == null ? Optional.of(names.getLast()) : after;
            }
        } while (reader.take(page) && page.more());
    }

    /** The name of the first entry behind a name, if there is one. */
    Optional<String> firstAfter(String name) throws IOException {
        return page(ask(Optional.of(name), null, 1), KeyRange.ALL.from(name)).names().stream().findFirst();
    }

    /** Encoded as in URLs, for XML has no way to write control characters; Amazon's client decodes the answer. */
    private ListObjectsV2Response ask(Optional<String> after, String token, int pageSize) throws IOException {
        ListObjectsV2Request request = ListObjectsV2Request.builder().bucket(bucket.name()).prefix(prefix)
                .delimiter(DELIMITER).startAfter(startAfter(after)).continuationToken(token).maxKeys(pageSize)
                .encodingType(EncodingType.URL).build();
        return bucket.ask("", client -> client.listObjectsV2(request));
    }

    /** Behind a common prefix there are the keys that it stands for, which would make it come again. */
    private String startAfter(Optional<String> after) {
        String name = after.orElse(prefix);
        boolean isCommonPrefix = name.length() > prefix.length() && name.endsWith(DELIMITER);
        return name.isEmpty() ? null : isCommonPrefix ? name + LAST_CHARACTER : name;
    }

    private ListedPage page(ListObjectsV2Response response, KeyRange range) {
        List<ListedObject> objects = response.contents().stream().filter(object -> !object.key().equals(prefix))
                .map(PrefixListing::listed).toList();
        List<String> prefixes = response.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
        List<ListedObject> within = objects.stream().filter(object -> range.has(object.key())).toList();
        List<String> prefixesWithin = prefixes.stream().filter(range::has).toList();
        boolean whole = objects.stream().map(ListedObject::key).allMatch(range::reaches)
                && prefixes.stream().allMatch(range::reaches);
        ListedPage page = new ListedPage(within, prefixesWithin, whole && Boolean.TRUE.equals(response.isTruncated()));
        return page.more() && !page.names().isEmpty() && range.endsAt(page.names().getLast()) ? page.atEnd() : page;
    }

    /** All of an answer, also what is not in the range. */
    private static List<String> names(ListObjectsV2Response response) {
        return Stream.concat(response.contents().stream().map(S3Object::key),
                response.commonPrefixes().stream().map(CommonPrefix::prefix)).sorted(KeyOrder.KEYS).toList();
    }

    private static ListedObject listed(S3Object object) {
        return new ListedObject(object.key(), object.size() == null ? ListedObject.UNKNOWN : object.size(),
                object.lastModified() == null ? ListedObject.UNKNOWN : object.lastModified().getEpochSecond(),
                Objects.requireNonNullElse(object.eTag(), ""));
    }
}
