package io.irodsingest.ingesttasks;

import io.irodsingest.common.sync.EntryKind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What an ingest was asked for, by the names that the Python tool gives it. */
final class ToolOptions {
    private ToolOptions() {}

    /** No key pair is in it. */
    static Map<String, Object> of(IngestSpec ingest) {
        Map<String, Object> options = new HashMap<>();
        options.put("files_per_task", ingest.sync().filesPerTask());
        options.put("ignore_cache", ingest.sync().ignoreCache());
        options.put("initial_ingest", ingest.sync().initialIngest());
        Exclusions exclusions = ingest.from().exclusions();
        options.put("exclude_file_type", exclusions.kinds().stream().map(ToolOptions::name).sorted().toList());
        options.put("exclude_file_name", exclusions.fileNames());
        options.put("exclude_directory_name", exclusions.directoryNames());
        ingest.from().s3().ifPresent(s3 -> {
            options.put("s3_endpoint_domain", s3.endpointDomain());
            options.put("s3_region_name", s3.regionName());
            options.put("s3_proxy_url", s3.proxyUrl().orElse(null));
            options.put("s3_secure_connection", !s3.insecureConnection());
            options.put("s3_multipart_chunksize_in_mib", s3.multipartChunksizeInMib());
        });
        return options;
    }

    private static String name(EntryKind kind) {
        return switch (kind) {
            case FIFO -> "pipe";
            case CHARACTER_DEVICE -> "character";
            case BLOCK_DEVICE -> "block";
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
