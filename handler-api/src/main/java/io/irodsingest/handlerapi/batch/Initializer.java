package io.irodsingest.handlerapi.batch;

import java.util.Map;

/** Opens what the processors of an application share, once in each worker process. */
public interface Initializer {
    /** The application. */
    String app();

    /**
     * Opens it, when the first row or query of the application comes to the worker. When it throws, that work is put back for other
     * workers, and it is called again for the next. Not called by two threads at once.
     *
     * @param settings of the worker's environment whose names begin with {@code IRODS_INGEST_APP_} and the application's name in upper
     *        case, by what follows that and one more underscore
     * @return what {@link BatchContext#resources} gives; closed when the worker ends. Not null
     */
    AutoCloseable open(Map<String, String> settings) throws Exception;
}
