package io.irodsingest.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The scripts and styles of pages: ours, and those of libraries, which lie in their WebJars under their versions. */
final class Assets {
    private static final String SCRIPT = "text/javascript;charset=utf-8";
    private static final String STYLE = "text/css;charset=utf-8";
    private static final String OURS = "/io/irodsingest/dashboard/assets/";

    private final Map<String, Asset> assets = new HashMap<>();

    Assets() {
        assets.put("dashboard.css", read(STYLE, OURS + "dashboard.css"));
        assets.put("dashboard.js", read(SCRIPT, OURS + "dashboard.js"));
        assets.put("icon.svg", read("image/svg+xml", OURS + "icon.svg"));
        assets.put("htmx.min.js", read(SCRIPT, ofLibrary("htmx.org", "dist/htmx.min.js")));
        assets.put("sse.js", read(SCRIPT, ofLibrary("htmx-ext-sse", "sse.js")));
        assets.put("uplot.min.js", read(SCRIPT, ofLibrary("uplot", "dist/uPlot.iife.min.js")));
        assets.put("uplot.min.css", read(STYLE, ofLibrary("uplot", "dist/uPlot.min.css")));
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    private static String ofLibrary(String name, String file) {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties")) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the library " + name + " cannot be read", unreadable);
        }
        return "/META-INF/resources/webjars/" + name + '/' + properties.getProperty("version") + '/' + file;
    }

    private static Asset read(String mediaType, String file) {
        try (InputStream in = open(file)) {
            return new Asset(mediaType, in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }

    private static InputStream open(String file) throws IOException {
        InputStream in = Assets.class.getResourceAsStream(file);
        if (in == null) {
            throw new IOException("there is no " + file + " on the class path");
        }
        return in;
    }
}
