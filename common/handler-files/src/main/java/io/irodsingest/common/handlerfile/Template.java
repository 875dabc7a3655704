package io.irodsingest.common.handlerfile;

import io.irodsingest.handlerapi.Entry;
import io.irodsingest.handlerapi.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** A text with variables like {@code ${path}}; {@code $${} stands for <code>${</code> itself. Immutable. */
final class Template {
    private static final String METADATA = "metadata.";
    private static final String TAG = "tag.";

    private static final Map<String, BiFunction<Job, Entry, String>> VARIABLES = new TreeMap<>(Map.of(
            "path", (job, entry) -> entry.sourcePath(),
            "target", (job, entry) -> entry.targetPath(),
            "name", (job, entry) -> entry.name(),
            "size", (job, entry) -> Long.toString(entry.size()),
            "mtime", (job, entry) -> Long.toString(entry.modified().getEpochSecond()),
            "ctime", (job, entry) -> Long.toString(entry.changed().getEpochSecond()),
            "job", (job, entry) -> job.name(),
            "source", (job, entry) -> job.source()));

    private final List<BiFunction<Job, Entry, String>> parts;

    private final boolean usesTags;

    private Template(List<BiFunction<Job, Entry, String>> parts, boolean usesTags) {
        this.parts = parts;
        this.usesTags = usesTags;
    }

    /** Whether it has a variable for a tag. */
    boolean usesTags() {
        return usesTags;
    }

    /** @throws IllegalArgumentException when it has an unknown variable, or one that is not closed */
    static Template parse(String text) {
        List<BiFunction<Job, Entry, String>> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        boolean usesTags = false;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                plain.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                add(parts, plain);
                int end = text.indexOf('}', at);
                parts.add(variable(text, at, end));
                usesTags |= text.startsWith(TAG, at + 2);
                at = end + 1;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        add(parts, plain);
        return new Template(List.copyOf(parts), usesTags);
    }

    String fill(Job job, Entry entry) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.apply(job, entry)));
        return text.toString();
    }

    private static void add(List<BiFunction<Job, Entry, String>> parts, StringBuilder plain) {
        String text = plain.toString();
        parts.add((job, entry) -> text);
        plain.setLength(0);
    }

    private static BiFunction<Job, Entry, String> variable(String text, int at, int end) {
        if (end < 0) {
            throw new IllegalArgumentException("'" + text.substring(at) + "' has no closing brace");
        }
        String name = text.substring(at + 2, end);
        if (name.startsWith(METADATA) && name.length() > METADATA.length()) {
            String key = name.substring(METADATA.length()).toLowerCase(Locale.ROOT);
            return (job, entry) -> entry.metadata().getOrDefault(key, "");
        }
        if (name.startsWith(TAG) && name.length() > TAG.length()) {
            String key = name.substring(TAG.length());
            return (job, entry) -> entry.tags().getOrDefault(key, "");
        }
        return Optional.ofNullable(VARIABLES.get(name)).orElseThrow(() -> new IllegalArgumentException(
                "unknown variable '${" + name + "}'; known are " + String.join(", ", VARIABLES.keySet())
                        + ", metadata.NAME, tag.NAME"));
    }
}
