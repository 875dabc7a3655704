package io.irodsingest.standalone.soak;

import java.util.Locale;

/** A kind of server that the processes need. */
enum Server {
    BROKER, REDIS, IRODS, STORE;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
