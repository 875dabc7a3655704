package io.irodsingest.ingesttasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.Work;
import io.irodsingest.common.job.WorkFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ingests in the records of jobs. They stand there as in versions that knew no other work, so that workers of one version read the jobs of
 * another: some fields beside the job's name, the others among its options.
 */
public final class IngestFormat implements WorkFormat {
    private static final String OPTIONS = "/options";
    private static final String QUEUES = "queues";
    private static final String HANDLER = "handler";
    private static final List<String> BESIDE_THE_NAME = List.of("source", "target", "operation", "deleteMode",
            "resource", "filesPerTask", "ignoreCache");

    @Override
    public String kind() {
        return IngestSpec.KIND;
    }

    @Override
    public Class<IngestSpec> type() {
        return IngestSpec.class;
    }

    @Override
    public IngestSpec read(ObjectNode record, JsonMapper json) throws JsonProcessingException {
        ObjectNode fields = record.withObject(OPTIONS).deepCopy();
        BESIDE_THE_NAME.forEach(name -> {
            JsonNode value = record.get(name);
            if (value != null) {
                fields.set(name, value);
            }
        });
        JsonNode handler = fields.get(HANDLER);
        SyncOptions sync = json.treeToValue(fields, SyncOptions.class);
        DeleteOptions deletion = json.treeToValue(fields, DeleteOptions.class);
        return new IngestSpec(json.treeToValue(fields, IngestSource.class),
                json.treeToValue(fields, IngestTarget.class), sync, deletion, handler == null || handler.isNull()
                        ? Optional.empty()
                        : Optional.of(json.treeToValue(handler, HandlerFile.class)));
    }

    @Override
    public void write(Work work, ObjectNode record, JsonMapper json) {
        IngestSpec ingest = (IngestSpec) work;
        ObjectNode options = record.withObject(OPTIONS);
        for (Object part : List.of(ingest.from(), ingest.to(), ingest.sync(), ingest.deletion())) {
            options.setAll(json.<ObjectNode>valueToTree(part));
        }
        // lanes had names in upper case
        ObjectNode queues = json.createObjectNode();
        options.path(QUEUES).properties()
                .forEach(queue -> queues.set(queue.getKey().toUpperCase(Locale.ROOT), queue.getValue()));
        options.set(QUEUES, queues);
        ingest.handler().ifPresent(handler -> options.set(HANDLER, json.valueToTree(handler)));
        BESIDE_THE_NAME.forEach(name -> {
            JsonNode value = options.remove(name);
            if (value != null) {
                record.set(name, value);
            }
        });
    }
}
