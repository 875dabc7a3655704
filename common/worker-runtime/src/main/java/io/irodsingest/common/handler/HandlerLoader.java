package io.irodsingest.common.handler;

import io.irodsingest.common.logging.NamesLoggers;
import io.irodsingest.handlerapi.EventHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Classes and resources of one jar in memory; beside them there is nothing but the Java platform and the handler API. Thread-safe.
 */
public final class HandlerLoader extends ClassLoader implements NamesLoggers {
    private static final String LOGGER_PREFIX = "handler.";

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> entries;

    /**
     * @param name of the jar, for stack traces
     * @param entries contents by name
     */
    public HandlerLoader(String name, Map<String, byte[]> entries) {
        super(name, new ApiOnly());
        this.entries = entries;
    }

    @Override
    public String loggerPrefix() {
        return LOGGER_PREFIX;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = entries.get(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected URL findResource(String name) {
        return Optional.ofNullable(entries.get(name)).map(bytes -> url(name, bytes)).orElse(null);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.enumeration(Optional.ofNullable(findResource(name)).map(List::of).orElse(List.of()));
    }

    private static URL url(String name, byte[] bytes) {
        try {
            return URL.of(new URI("handler", null, '/' + name, null), new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new InMemory(url, bytes);
                }
            });
        } catch (MalformedURLException | java.net.URISyntaxException impossible) {
            throw new UncheckedIOException(new IOException(impossible));
        }
    }

    private static final class InMemory extends URLConnection {
        private final byte[] bytes;

        InMemory(URL url, byte[] bytes) {
            super(url);
            this.bytes = bytes;
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long getContentLengthLong() {
            return bytes.length;
        }
    }

    /** The Java platform, and of ours only the package that handlers are written against. */
    private static final class ApiOnly extends ClassLoader {
        private static final String API = EventHandler.class.getPackageName() + '.';

        static {
            registerAsParallelCapable();
        }

        ApiOnly() {
            super("handler-api", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(API)) {
                return EventHandler.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
