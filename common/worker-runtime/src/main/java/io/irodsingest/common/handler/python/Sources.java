package io.irodsingest.common.handler.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What is sent to a Python process before an event handler: the program that runs it, and modules that it may import. */
final class Sources {
    private static final String TOOL = "irods_capability_automated_ingest";

    /** The program. */
    static final String HOST = read("host.py");
    /** Modules of the Python tool, by name. */
    static final Map<String, String> MODULES = modules(TOOL, TOOL + ".core", TOOL + ".utils", TOOL + ".redis_utils",
            TOOL + ".redis_key", TOOL + ".sync_utils", TOOL + ".sync_logging", TOOL + ".sync_irods", TOOL + ".session",
            TOOL + ".irods", TOOL + ".irods.irods_utils", TOOL + ".examples");
    /** Modules of python-irodsclient, which are imported where that is not installed. */
    static final Map<String, String> STAND_INS = modules("irods", "irods.meta", "irods.exception", "irods.access",
            "irods.session", "irods.models");

    private Sources() {}

    private static Map<String, String> modules(String... names) {
        Map<String, String> sources = new TreeMap<>();
        for (String name : names) {
            String file = name.replace('.', '/');
            boolean isPackage = Sources.class.getResource(file + ".py") == null;
            sources.put(name, read(isPackage ? file + "/__init__.py" : file + ".py"));
        }
        return Map.copyOf(sources);
    }

    private static String read(String file) {
        try (InputStream in = Sources.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
