package io.irodsingest.cli.handler;

import java.util.Map;

/** Loads classes from memory, and the interface of event handlers from this program. */
final class ClassesInMemory extends ClassLoader {
    private final Map<String, byte[]> files;

    /** @param files class files by their paths */
    ClassesInMemory(Map<String, byte[]> files) {
        super(ClassesInMemory.class.getClassLoader());
        this.files = Map.copyOf(files);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = files.get(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
