package io.irodsingest.common.job;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Work that brings the entries of a source to a target. Of most that is asked here an event handler of the job may say something else, for
 * each entry.
 */
public interface EntryWork extends Work {

    /** Absolute path of a directory that the workers see, or {@code /BUCKET/PREFIX}. */
    RawPath source();

    /** Host name of the store whose bucket the source is in; empty for a directory. */
    Optional<String> store();

    /** Absolute logical path of a collection. */
    String target();

    /** What is done with an entry. */
    Operation operation();

    /** What becomes of what the source no longer has. */
    DeleteMode deleteMode();

    /** Where replicas go: the root of a resource tree; empty leaves it to the server. */
    Optional<String> resource();

    /** What is replaced in the names of the target, in this order. */
    List<CharacterReplacement> characterMap();

    /** The job's event handler, whose content is kept beside the job's record. */
    Optional<HandlerFile> handler();

    /** Options of the job by the names that the Python tool gives them, for event handlers of it; texts, numbers, booleans, lists and nulls. */
    default Map<String, Object> optionsOfTool() {
        return Map.of();
    }
}
