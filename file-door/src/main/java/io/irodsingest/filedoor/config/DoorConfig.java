package io.irodsingest.filedoor.config;

import io.irodsingest.batchtasks.Processor;
import io.irodsingest.filedoor.check.Digest;
import io.irodsingest.handlerapi.batch.FileChecker;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A door.
 *
 * @param name part of the ids of its batches: a door by another name takes files again
 * @param pattern of names of files
 * @param options of its batches, by the names of the admin endpoint's parameters
 * @param settle how long a file must not have changed
 */
public record DoorConfig(String name, Watched places, PathMatcher pattern, FileChecker checker, Processor processor,
        Map<String, String> options, Duration settle) {

    /** Where files come. */
    public sealed interface Watched {}

    /**
     * Objects directly below a prefix of a bucket.
     *
     * @param prefix empty for the whole bucket, else with a slash at its end
     * @param endpoint of the store: http or https, host and port
     */
    public record BucketPrefix(String bucket, String prefix, URI endpoint, String region) implements Watched {
        /** What became a batch. */
        public String done() {
            return prefix + "done/";
        }

        /** What did not. */
        public String rejected() {
            return prefix + "rejected/";
        }

        @Override
        public String toString() {
            return "s3://" + bucket + '/' + prefix + " at " + endpoint;
        }
    }

    /**
     * Directories; all on one file system.
     *
     * @param incoming the directory that is watched
     * @param done what became a batch
     * @param rejected what did not
     */
    public record Places(Path incoming, Path done, Path rejected) implements Watched {
        /** What this and other doors on the directory are working on. */
        public Path taken() {
            return incoming.resolve(".taken");
        }
    }

    public DoorConfig {
        options = Map.copyOf(options);
    }

    /** The id of the batch of a content: the same content gets the same one, so that the orchestrator knows it again. */
    public String batchId(String digest) {
        return "file-" + Digest.of(name, processor.app(), processor.op(), digest).substring(0, 40);
    }

    /** What the admin endpoint is to be told of the batch of a content, besides its rows. */
    public Map<String, String> parameters(String batchId, String fileName) {
        Map<String, String> parameters = new LinkedHashMap<>(options);
        parameters.put("app", processor.app());
        parameters.put("op", processor.op());
        parameters.put("id", batchId);
        parameters.put("file", fileName);
        return parameters;
    }
}
