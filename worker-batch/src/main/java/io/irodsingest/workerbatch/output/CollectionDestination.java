package io.irodsingest.workerbatch.output;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.worker.TaskContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A collection. iRODS shows a data object as good when it is complete and its checksum is right. */
record CollectionDestination(String collection, String batch, TaskContext context) implements Destination {

    /** A file that nobody changes. */
    private record FileContent(Path file) implements Content {
        @Override
        public ReadableByteChannel open(long from, long length) throws IOException {
            return FileChannel.open(file).position(from);
        }

        @Override
        public void checkUnchanged() {
            // it is in a directory of the task's own
        }
    }

    @Override
    public void deliver(String name, Path file) throws IOException, IrodsException, InterruptedException {
        String own = collection + '/' + batch;
        long size = Files.size(file);
        Optional<IOException> unreadable = context.irods(session -> {
            session.createCollectionWithParents(own);
            try {
                session.put(new Put(own + '/' + name, Optional.empty(), size, true, true), new FileContent(file));
                return Optional.<IOException>empty();
            } catch (IOException problem) {
                return Optional.of(problem);
            }
        });
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
    }
}
