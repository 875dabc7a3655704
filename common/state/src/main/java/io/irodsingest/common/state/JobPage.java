package io.irodsingest.common.state;

import io.irodsingest.common.job.Job;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of the jobs that are remembered, newest first.
 *
 * @param entries may be fewer than were asked for when there are more: a job may be forgotten while the page is made
 * @param next what to give as {@link JobQuery#after} for those behind; empty at the end
 * @param total how many there are on all pages
 */
public record JobPage(List<Entry> entries, Optional<String> next, long total) {
    public JobPage {
        entries = List.copyOf(entries);
    }

    /** A job, or what is known of one whose record cannot be read. */
    public sealed interface Entry {
        record Readable(Job job) implements Entry {}

        /** @param reason one line */
        record Unreadable(String id, String name, String reason) implements Entry {}
    }

    /** Those that can be read. */
    public List<Job> jobs() {
        return entries.stream()
                .flatMap(entry -> entry instanceof Entry.Readable readable ? Stream.of(readable.job()) : Stream.empty())
                .toList();
    }
}
