package io.irodsingest.orchestrator.batch;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.ingesttasks.PathListPart;
import io.irodsingest.ingesttasks.PathListReader;
import io.irodsingest.orchestrator.batch.ChunkStaging.Chunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Paths of a list as chunks, each of which becomes a task: the first ones are small, so that a short list is divided among workers too. Not
 * thread-safe.
 */
final class PathChunks implements ChunkStaging.Chunks {
    private static final int FEWEST = 50;
    private static final int MOST = 1_000;
    private static final int MOST_CHARACTERS = 256 * 1024;
    /** So many chunks of a size come before larger ones. */
    private static final int SHARES = 32;

    private final PathListReader paths;
    private long before;

    PathChunks(PathListReader paths) {
        this.paths = paths;
    }

    @Override
    public Optional<Chunk> next() throws IOException {
        int size = Math.clamp(before / SHARES, FEWEST, MOST);
        long firstLine = paths.number() + 1;
        List<RawPath> chunk = new ArrayList<>();
        int characters = 0;
        while (chunk.size() < size && characters < MOST_CHARACTERS) {
            Optional<RawPath> path = paths.next();
            if (path.isEmpty()) {
                break;
            }
            chunk.add(path.get());
            characters += path.get().encoded().length();
        }
        before += chunk.size();
        return chunk.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chunk(PathListPart.encode(chunk), chunk.size(), firstLine, paths.number()));
    }
}
