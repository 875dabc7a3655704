package io.irodsingest.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is around the contents of pages, and what every page is told of the cluster's health. Thread-safe. */
final class PageFrames {
    private final ClusterData data;
    private final Templates templates;

    PageFrames(ClusterData data, Templates templates) {
        this.data = data;
        this.templates = templates;
    }

    Frame of(Viewer viewer, String title, String here, String live) {
        return new Frame(viewer, title, here, Optional.of(live), data.health());
    }

    /** A part of a page and the health, by the names of their events. */
    Map<String, String> parts(String name, String part) {
        Map<String, String> parts = health();
        parts.put(name, part);
        return parts;
    }

    /** To which parts may be added. */
    Map<String, String> health() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("health", templates.render("part/banner", Map.of("health", data.health())));
        return parts;
    }
}
