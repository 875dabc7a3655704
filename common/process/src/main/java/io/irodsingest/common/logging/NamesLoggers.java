package io.irodsingest.common.logging;

/** A class loader that has a say in what the loggers of its classes are called in the log of the process. */
public interface NamesLoggers {
    /** What their names begin with. */
    String loggerPrefix();
}
