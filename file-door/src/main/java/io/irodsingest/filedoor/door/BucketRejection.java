package io.irodsingest.filedoor.door;

import io.irodsingest.filedoor.bucket.Bucket;
import io.irodsingest.filedoor.check.Complaint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Puts an object aside that becomes no batch, with a report that says why.
 *
 * @param directory where keys of such objects begin; with a slash at its end
 */
record BucketRejection(Bucket bucket, String directory, Step.Listener steps) {
    private static final int MOST_REPEATS = 10_000;

    /**
     * @param complaints the first ones
     * @param all how many there are
     * @return where the object is; empty when it was not there any more
     */
    Optional<String> reject(Downloaded file, List<Complaint> complaints, long all) throws IOException {
        String aside = place(file);
        if (!bucket.copy(file.object(), aside, file.digest())) {
            return Optional.empty();
        }
        steps.done(Step.COPIED_TO_REJECTED);
        bucket.write(aside + ".report.csv", Rejection.report(complaints, all));
        steps.done(Step.COMPLAINTS_WRITTEN);
        boolean deleted = bucket.delete(file.object());
        steps.done(Step.ORIGINAL_DELETED);
        return deleted ? Optional.of(aside) : Optional.empty();
    }

    /** Its own name, or, when another content has that one, its own with a number. It may be there from an earlier attempt. */
    private String place(Downloaded file) throws IOException {
        String wanted = directory + file.object().name();
        String place = wanted;
        for (int number = 2; number < MOST_REPEATS; number++) {
            if (bucket.isFreeFor(place, file.digest())) {
                return place;
            }
            place = wanted + '.' + number;
        }
        throw new IOException("there are " + wanted + " and " + MOST_REPEATS + " of this name; take them away");
    }
}
