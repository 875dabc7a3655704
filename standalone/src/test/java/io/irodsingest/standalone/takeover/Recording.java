package io.irodsingest.standalone.takeover;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.standalone.takeover.CatalogRecord.DataObject;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What killed processes of some version have left: all of Redis, the messages in the queues, and what is in iRODS. Kept as JSON, a line
 * for each key, message, collection and data object.
 */
record Recording(List<RedisRecord.Key> redis, List<QueueRecord.Message> messages, CatalogRecord catalog) {
    private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module())
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();
    private static final String REDIS = "redis.jsonl";
    private static final String MESSAGES = "messages.jsonl";
    private static final String COLLECTIONS = "collections.jsonl";
    private static final String DATA_OBJECTS = "data-objects.jsonl";

    /** Of the servers as they are now, which no process uses. */
    static Recording take(Site site) throws Exception {
        try (IrodsSession session = site.session()) {
            return new Recording(RedisRecord.read(TestServers.redis()),
                    QueueRecord.read(TestServers.broker(), ClusterProcesses.QUEUES), CatalogRecord.read(session));
        }
    }

    /** Brings the servers to where they were. */
    void restore(Site site) throws Exception {
        RedisRecord.restore(TestServers.redis(), redis);
        QueueRecord.restore(TestServers.broker(), ClusterProcesses.QUEUES, messages);
        try (IrodsSession session = site.session()) {
            catalog.restore(session);
        }
    }

    /** One that is among the resources of this package. @param version the directory */
    static Recording load(String version) throws IOException {
        return new Recording(lines(version, REDIS, RedisRecord.Key.class),
                lines(version, MESSAGES, QueueRecord.Message.class),
                new CatalogRecord(lines(version, COLLECTIONS, String.class),
                        lines(version, DATA_OBJECTS, DataObject.class)));
    }

    /** Writes it to a directory, which is made when it is missing. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve(REDIS), redis.stream().map(Recording::line).toList());
        Files.write(directory.resolve(MESSAGES), messages.stream().map(Recording::line).toList());
        Files.write(directory.resolve(COLLECTIONS), catalog.collections().stream().map(Recording::line).toList());
        Files.write(directory.resolve(DATA_OBJECTS), catalog.dataObjects().stream().map(Recording::line).toList());
    }

    private static String line(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> List<T> lines(String version, String file, Class<T> type) throws IOException {
        try (InputStream stream = Recording.class.getResourceAsStream(version + '/' + file)) {
            if (stream == null) {
                throw new IOException("there is no recording of version " + version + ": " + file + " is missing");
            }
            return JSON.readerFor(type).<T>readValues(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .readAll();
        }
    }
}
