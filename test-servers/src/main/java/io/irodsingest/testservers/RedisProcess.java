package io.irodsingest.testservers;

import io.irodsingest.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/** A redis-server of this JVM: the machine's or the one in the jar. */
final class RedisProcess implements RedisServer {
    private final EmbeddedRedis redis;
    private final String origin;
    private final String product;

    private RedisProcess(EmbeddedRedis redis, String origin) throws IOException {
        this.redis = redis.start();
        this.origin = origin;
        this.product = RedisCommands.version(this);
    }

    static RedisProcess embedded() throws IOException {
        return new RedisProcess(EmbeddedRedis.temporary(), "embedded");
    }

    static RedisProcess of(Path program) throws IOException {
        return new RedisProcess(EmbeddedRedis.temporary().withProgram(program), "redis-server on the path");
    }

    @Override
    public URI uri() {
        return URI.create("redis://:" + redis.password() + "@127.0.0.1:" + redis.port());
    }

    @Override
    public String product() {
        return product;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public boolean canStop() {
        return true;
    }

    @Override
    public void stop() {
        redis.stop();
    }

    @Override
    public void kill() {
        redis.kill();
    }

    @Override
    public boolean canFreeze() {
        return true;
    }

    @Override
    public void freeze() {
        redis.freeze();
    }

    @Override
    public void thaw() {
        redis.thaw();
    }

    @Override
    public void start() {
        try {
            redis.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            redis.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
