package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsRequest.Touch;
import io.irodsingest.common.irods.IrodsRequest.TouchTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Sets modification times, and makes empty data objects. */
public final class TouchRows extends RequestRows {
    private static final String TIME = "time";
    private static final String REFERENCE = "reference";

    /** For the service loader. */
    public TouchRows() {
        super(List.of("path", TIME, REFERENCE, "no_create"));
    }

    @Override
    public String op() {
        return "touch";
    }

    @Override
    Next first(RowFields row) throws UnusableRowException {
        Touch touch = new Touch(row.path("path"), !row.flag("no_create"), time(row));
        return new Next.Ask(touch, reply -> Verdicts.plain(touch.path(), reply));
    }

    private static TouchTime time(RowFields row) throws UnusableRowException {
        Optional<String> reference = row.optionalPath(REFERENCE);
        Optional<String> time = row.optional(TIME);
        if (reference.isPresent() && time.isPresent()) {
            throw new UnusableRowException("only one of " + TIME + " and " + REFERENCE + " can be given");
        }
        if (time.isPresent()) {
            return new TouchTime.At(instant(time.get().strip()));
        }
        return reference.<TouchTime>map(TouchTime.Of::new).orElseGet(TouchTime.Now::new);
    }

    private static Instant instant(String text) throws UnusableRowException {
        try {
            Instant time = text.matches("\\d{1,11}")
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
            // the server reads it as a number of 31 bits without a sign
            if (time.getEpochSecond() >= 0 && time.getEpochSecond() <= Integer.MAX_VALUE) {
                return time;
            }
        } catch (DateTimeException unreadable) {
            throw new UnusableRowException(TIME + " is " + RowFields.printable(text)
                    + " and must be seconds since 1970, or like 2026-11-28T12:00:00Z");
        }
        throw new UnusableRowException(
                TIME + " is " + RowFields.printable(text) + ", and iRODS takes times from 1970 to 2038");
    }
}
