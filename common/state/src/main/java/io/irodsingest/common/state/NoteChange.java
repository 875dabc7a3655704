package io.irodsingest.common.state;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a commit changes in a note: a sorted set that a kind of work keeps for a job, under a name of its own, until the pass
 * ends. What its members and scores mean is the kind's affair.
 *
 * @param note its name, in small letters
 * @param added members to their scores; a member that is there already gets the new score
 * @param removed members; one that is not there is passed over
 */
public record NoteChange(String note, Map<String, Long> added, List<String> removed) {
    private static final Pattern NAME = Pattern.compile("[a-z]{1,20}");

    public NoteChange {
        if (!NAME.matcher(note).matches()) {
            throw new IllegalArgumentException("no name of a note: " + note);
        }
        added = Map.copyOf(added);
        removed = List.copyOf(removed);
    }
}
