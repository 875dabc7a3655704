package io.irodsingest.benchmarks;

/** What the figures were measured on. */
final class Machine {
    private Machine() {}

    static String describe() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + ' '
                + System.getProperty("os.arch") + ", Java " + Runtime.version().feature();
    }
}
