package io.irodsingest.workerbatch.output;

import io.irodsingest.batchtasks.BatchTask.AssembleFiles;
import io.irodsingest.batchtasks.ResultChunk;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes one file of the text that rows have for each name, in the order of the lines, and brings them to the batch's place. */
public final class AssembleFilesHandler implements TaskHandler<AssembleFiles> {
    /** More names than a person would give: a name for each row is a mistake. */
    private static final int MOST_FILES = 1_000;

    private final BatchStore batches;
    private final Deliveries deliveries;

    public AssembleFilesHandler(BatchStore batches, Deliveries deliveries) {
        this.batches = batches;
        this.deliveries = deliveries;
    }

    @Override
    public Outcome handle(AssembleFiles task, TaskContext context) throws InterruptedException {
        return deliveries.run(task, context, destination -> {
            try (TemporaryFiles temporary = new TemporaryFiles()) {
                for (String name : assemble(context.jobId(), temporary)) {
                    destination.deliver(name, temporary.file(name));
                }
            }
        });
    }

    private Set<String> assemble(String jobId, TemporaryFiles temporary) throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        List<Segment> segments = batches.content(jobId).segments();
        for (int segment = 0; segment < segments.size(); segment++) {
            for (int chunk = 0; chunk < segments.get(segment).chunks(); chunk++) {
                Map<String, StringBuilder> texts = texts(jobId, BatchStore.resultField(segment, chunk));
                names.addAll(texts.keySet());
                if (names.size() > MOST_FILES) {
                    throw new IOException(
                            "rows have text for more than " + MOST_FILES
                                    + " files, which is more than a batch may have");
                }
                for (Map.Entry<String, StringBuilder> text : texts.entrySet()) {
                    append(temporary.file(text.getKey()), text.getValue());
                }
            }
        }
        return names;
    }

    /** What the rows of a chunk have for each file, in the order of their lines. */
    private Map<String, StringBuilder> texts(String jobId, String field) throws IOException, InterruptedException {
        byte[] results = batches.page(jobId, BatchStore.RESULTS, List.of(field)).get(field);
        if (results == null) {
            throw new IOException("results " + field + " are not in Redis any more");
        }
        Map<String, StringBuilder> texts = new LinkedHashMap<>();
        for (StoredResult result : ResultChunk.decode(results).values()) {
            result.files().forEach(
                    (name, text) -> texts.computeIfAbsent(name, none -> new StringBuilder()).append(text).append('\n'));
        }
        return texts;
    }

    private static void append(Path file, CharSequence text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public Outcome failed(AssembleFiles task, TaskContext context, String error) {
        return new Outcome.JobFailed("output files could not be put together: " + error);
    }
}
