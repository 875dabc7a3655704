package io.irodsingest.workerbatch.output;

import io.irodsingest.batchtasks.OutputPlace;
import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where output files may go. Directories and buckets are those that the worker's setting names; collections are those that the batch's
 * token may bring anything to. Immutable.
 */
public record OutputRoots(List<Path> directories, List<OutputPlace.Bucket> buckets) {
    /** Nowhere but collections. */
    public static final OutputRoots NONE = new OutputRoots(List.of(), List.of());
    public static final Setting SETTING = Setting.optional(Setting.PREFIX + "OUTPUT_ROOTS",
            "The directories and buckets, as /DIRECTORY or s3://BUCKET/PREFIX with commas between, in which output files of"
                    + " batches may go; unset, none. Collections are limited by tokens");

    public OutputRoots {
        directories = List.copyOf(directories);
        buckets = List.copyOf(buckets);
    }

    /** What a setting says; what is no place in it is noted as a problem. */
    public static OutputRoots read(Settings values) {
        try {
            List<OutputPlace> places = values.list(SETTING).stream()
                    .map(text -> OutputPlace.parse(text.startsWith("/") ? "file:" + text : text)).toList();
            if (places.stream().anyMatch(OutputPlace.Collection.class::isInstance)) {
                values.problem(SETTING, "names a collection; tokens limit these");
            }
            return new OutputRoots(
                    places.stream().filter(OutputPlace.Directory.class::isInstance)
                            .map(place -> Path.of(((OutputPlace.Directory) place).path())).toList(),
                    places.stream().filter(OutputPlace.Bucket.class::isInstance).map(OutputPlace.Bucket.class::cast)
                            .toList());
        } catch (InvalidJobException wrong) {
            values.problem(SETTING, "is wrong: " + wrong.getMessage());
            return NONE;
        }
    }

    /** Why a batch may not write to a place; empty when it may, as far as is known before it is looked at. */
    Optional<String> refusal(JobSpec spec, OutputPlace place) {
        return switch (place) {
            case OutputPlace.Directory directory -> directories.stream()
                    .anyMatch(root -> Path.of(directory.path()).startsWith(root))
                            ? Optional.empty()
                            : Optional.of(outside(place));
            case OutputPlace.Bucket bucket -> buckets.stream().anyMatch(root -> root.covers(bucket))
                    ? Optional.empty()
                    : Optional.of(outside(place));
            case OutputPlace.Collection collection -> spec.grant().limits().target(collection.path());
        };
    }

    /** Whether a directory that is there lies in one of the roots, whatever links led to it. */
    Optional<String> refusalOf(Path directory) throws IOException {
        Path real = directory.toRealPath();
        for (Path root : directories) {
            if (Files.exists(root) && real.startsWith(root.toRealPath())) {
                return Optional.empty();
            }
        }
        return Optional.of(outside(new OutputPlace.Directory(real.toString())));
    }

    private static String outside(OutputPlace place) {
        return "output " + place + " is in none of the places that " + SETTING.name() + " of the worker names";
    }
}
