package io.irodsingest.orchestrator.batch;

import io.irodsingest.adminapi.batch.FileList;
import io.irodsingest.adminapi.batch.FileList.OutputFile;
import io.irodsingest.batchtasks.QueryFile;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.orchestrator.batch.BatchFinder.Found;
import io.irodsingest.orchestrator.batch.BatchResults.Wanted;
import io.irodsingest.orchestrator.http.Download;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Output files of batches, which are made of the results of their rows, and of slow queries, which are kept in parts. Neither is ever in
 * memory as a whole. Thread-safe.
 */
public final class OutputFiles {
    public static final String MEDIA_TYPE = "text/plain";
    /** So many files of a batch are told of; others can be asked for by their names. */
    private static final int MOST_FILES = 1_000;
    private static final int PARTS = 4;

    private final BatchStore store;
    private final BoundedCalls bounded;
    private final BatchResults results;

    public OutputFiles(BatchStore store, BoundedCalls bounded, BatchResults results) {
        this.store = store;
        this.bounded = bounded;
        this.results = results;
    }

    /** The files by their names; of a batch it goes over all results. */
    public FileList list(Found batch) throws InterruptedException {
        if (batch.batch().query()) {
            return new FileList(
                    ofQuery(batch).stream().map(file -> new OutputFile(file.name(), file.bytes())).toList());
        }
        Map<String, Long> sizes = new TreeMap<>();
        try {
            results.each(batch, Wanted.RESULTS,
                    row -> row.result().ifPresent(result -> result.files().forEach((name, text) -> {
                        if (sizes.containsKey(name) || sizes.size() < MOST_FILES) {
                            sizes.merge(name, text.getBytes(StandardCharsets.UTF_8).length + 1L, Long::sum);
                        }
                    })));
        } catch (IOException forgotten) {
            throw new UncheckedIOException(forgotten);
        }
        return new FileList(
                sizes.entrySet().stream().map(file -> new OutputFile(file.getKey(), file.getValue())).toList());
    }

    private List<QueryFile> ofQuery(Found query) throws InterruptedException {
        String jobId = query.job().id();
        Map<String, byte[]> index = bounded
                .call(() -> store.page(jobId, BatchStore.FILES, List.of(QueryFile.INDEX)));
        return Optional.ofNullable(index.get(QueryFile.INDEX)).map(QueryFile::decode).orElse(List.of());
    }

    /** @throws Refusal when it has no such file, or none yet */
    public Download download(Found batch, String name) throws InterruptedException {
        if (!batch.batch().query()) {
            return new Download(MEDIA_TYPE, out -> write(batch, name, out));
        }
        QueryFile file = ofQuery(batch).stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> Refusal.unknown("file", name));
        return new Download(MEDIA_TYPE, out -> write(batch, file, out));
    }

    private void write(Found batch, String name, OutputStream out) throws IOException, InterruptedException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        boolean[] isThere = {false};
        results.each(batch, Wanted.RESULTS, row -> {
            Optional<String> line = row.result().map(result -> result.files().get(name));
            if (line.isPresent()) {
                isThere[0] = true;
                text.append(line.get()).append('\n');
            }
        });
        if (!isThere[0]) {
            throw Refusal.unknown("file", name);
        }
        text.flush();
    }

    private void write(Found query, QueryFile file, OutputStream out) throws IOException, InterruptedException {
        String jobId = query.job().id();
        for (int from = 0; from < file.parts(); from += PARTS) {
            List<String> fields = IntStream.range(from, Math.min(file.parts(), from + PARTS)).mapToObj(file::field)
                    .toList();
            Map<String, byte[]> parts = bounded.call(() -> store.page(jobId, BatchStore.FILES, fields));
            for (String field : fields) {
                if (!parts.containsKey(field)) {
                    throw new IOException("the query was forgotten, or is answered anew");
                }
                out.write(QueryFile.plain(parts.get(field)));
            }
        }
    }
}
