package io.irodsingest.ingesttasks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.irodsingest.common.job.InvalidJobException;
import java.util.regex.Pattern;

/**
 * Whether small new files of a collection are uploaded together, in an archive that the server unpacks.
 *
 * @param fewest how many files at least are worth an archive
 * @param most how many files go into one archive; 0 for no archives at all
 */
public record Bundling(int fewest, int most) {
    public static final Bundling OFF = new Bundling(0, 0);
    /** By what was measured: docs/performance.md. */
    public static final Bundling AUTO = new Bundling(5, 500);
    public static final int MOST = 1_000;

    private static final int FEWEST = 2;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final String NAME_OF_OFF = "off";
    private static final String NAME_OF_AUTO = "auto";

    /**
     * @param text {@code off}, {@code auto}, or a number of files
     * @throws InvalidJobException when it is nothing of that
     */
    @JsonCreator
    public static Bundling parse(String text) {
        if (text.equalsIgnoreCase(NAME_OF_OFF)) {
            return OFF;
        }
        if (text.equalsIgnoreCase(NAME_OF_AUTO)) {
            return AUTO;
        }
        int most = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (most < FEWEST || most > MOST) {
            throw new InvalidJobException("bundle is off, auto, or how many files go together, from " + FEWEST + " to "
                    + MOST + ", not '" + text + "'");
        }
        return new Bundling(FEWEST, most);
    }

    public boolean isOn() {
        return most > 0;
    }

    /** As it was parsed. */
    @JsonValue
    public String text() {
        return equals(OFF) ? NAME_OF_OFF : equals(AUTO) ? NAME_OF_AUTO : Integer.toString(most);
    }
}
