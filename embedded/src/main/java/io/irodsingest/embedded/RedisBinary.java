package io.irodsingest.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.RedisExecProvider;

/** The redis-server that embedded-redis carries for this operating system. */
final class RedisBinary {
    private RedisBinary() {}

    /** The path of the program in the directory, where it is put when it is not there yet. */
    static Path in(DataDirectory directory) throws IOException {
        Path target = directory.resolve("redis-server-" + RedisExecProvider.redisVersion);
        if (Files.isExecutable(target)) {
            return target;
        }
        Path extracted = extract();
        try {
            Path fresh = directory.resolve("redis-server.new");
            Files.copy(extracted, fresh, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            return Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.delete(extracted);
            Files.delete(extracted.getParent());
        }
    }

    private static Path extract() throws IOException {
        try {
            return RedisExecProvider.defaultProvider().get().toPath();
        } catch (IllegalArgumentException e) {
            throw new IOException("there is no embedded Redis for this operating system", e);
        }
    }
}
