package io.irodsingest.workers3;

import io.irodsingest.ingesttasks.AddressingStyle;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.s3store.S3Store;
import java.net.URI;

/** What a job says of its store, as the store is spoken to. */
final class StoreOptions {
    private static final long MIB = 1024 * 1024;

    private StoreOptions() {}

    static S3Store store(S3Options options) {
        return new S3Store(options.endpointDomain(), options.regionName(), options.proxyUrl().map(URI::create),
                !options.insecureConnection(), options.multipartChunksizeInMib() * MIB, options.ignoreEtag(),
                options.addressingStyle().map(AddressingStyle.PATH::equals)
                        .orElse(!S3Store.isAmazon(options.endpointDomain())),
                options.ignoreTags());
    }
}
