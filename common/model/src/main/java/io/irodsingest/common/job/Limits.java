package io.irodsingest.common.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.User;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What jobs of a token are limited to; an empty list is no limit. Each answer is empty when something is allowed, and otherwise says on
 * one line why it is not. Immutable.
 *
 * @param sources where sources may be, and where that may be which iRODS registers: absolute paths of directories in the printable
 *        form of {@link RawPath}, or {@code s3://BUCKET/PREFIX}
 * @param targets collections in which, or below which, targets may be
 * @param users whom jobs may act for, as {@code NAME#ZONE}; {@value #NOBODY} allows a job that acts for nobody
 * @param resources where replicas may go
 */
public record Limits(List<String> sources, List<String> targets, List<String> users, List<String> resources) {
    public static final Limits NONE = new Limits(List.of(), List.of(), List.of(), List.of());
    /** In place of a user. */
    public static final String NOBODY = "nobody";

    private static final String BUCKETS = "s3:/";

    public Limits {
        sources = List.copyOf(Objects.requireNonNullElse(sources, List.of()));
        targets = List.copyOf(Objects.requireNonNullElse(targets, List.of()));
        users = List.copyOf(Objects.requireNonNullElse(users, List.of()));
        resources = List.copyOf(Objects.requireNonNullElse(resources, List.of()));
    }

    @JsonIgnore
    public boolean isNone() {
        return sources.isEmpty() && targets.isEmpty() && users.isEmpty() && resources.isEmpty();
    }

    /** The first thing that a job wants and may not have. */
    public Optional<String> refusal(JobSpec spec) {
        return spec.work().refusal(this).or(() -> user(spec.options().asUser()));
    }

    /** Whether entries of a directory may be brought in. */
    public Optional<String> directory(RawPath path) {
        return source(path.encoded());
    }

    /** Whether objects may be brought in. @param path {@code /BUCKET/PREFIX} */
    public Optional<String> bucket(RawPath path) {
        return source(BUCKETS + path);
    }

    private Optional<String> source(String source) {
        return covers(sources, source)
                ? Optional.empty()
                : Optional.of("source " + source + " is not below " + list(sources));
    }

    /** Whether something may be brought to a collection. */
    public Optional<String> target(String target) {
        return covers(targets, target)
                ? Optional.empty()
                : Optional.of("target " + target + " is not below " + list(targets));
    }

    /** Whether jobs may act for a user, or for nobody. */
    public Optional<String> user(Optional<User> user) {
        String name = user.map(one -> one.name() + '#' + one.zone()).orElse(NOBODY);
        return users.isEmpty() || users.contains(name)
                ? Optional.empty()
                : Optional.of("acting for " + name + " is not allowed, but for " + list(users));
    }

    /** Whether replicas may go to a resource. */
    public Optional<String> resource(Optional<String> resource) {
        return resources.isEmpty() || resource.isPresent() && resources.contains(resource.get())
                ? Optional.empty()
                : Optional.of("resource " + resource.orElse("of the server's choice") + " is not one of "
                        + list(resources));
    }

    /** Whether iRODS may register what is at a path. */
    public Optional<String> physicalPath(RawPath path) {
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        boolean climbs = Arrays.asList(path.encoded().split("/")).contains("..");
        boolean covered = covers(sources, path.encoded()) || covers(sources, BUCKETS + path);
        return covered && !climbs
                ? Optional.empty()
                : Optional.of("physical path " + path + " is not below " + list(sources));
    }

    private static boolean covers(List<String> roots, String path) {
        return roots.isEmpty() || roots.stream()
                .anyMatch(root -> path.equals(root) || path.startsWith(root.endsWith("/") ? root : root + '/'));
    }

    private static String list(List<String> allowed) {
        return String.join(" or ", allowed);
    }
}
