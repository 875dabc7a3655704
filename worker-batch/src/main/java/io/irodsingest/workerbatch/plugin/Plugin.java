package io.irodsingest.workerbatch.plugin;

/**
 * Where processors are found: a jar, or the worker's own class path.
 *
 * @param name for messages
 * @param loader of their classes
 * @param mayBeEmpty whether it is no mistake that nothing is found
 */
record Plugin(String name, ClassLoader loader, boolean mayBeEmpty) {
    /** The worker's own class path. */
    static Plugin ofClassPath() {
        return new Plugin("the class path", Plugin.class.getClassLoader(), true);
    }
}
