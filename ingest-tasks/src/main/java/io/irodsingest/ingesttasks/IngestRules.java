package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What every ingest must fulfil, whoever sends it. */
final class IngestRules {
    private static final int LONGEST_TARGET = 1000;

    private IngestRules() {}

    static void checkSource(RawPath source) {
        if (!source.encoded().startsWith("/")) {
            throw new InvalidJobException("source '" + source + "' is not an absolute path");
        }
    }

    static void check(Operation operation, DeleteMode deleteMode, Optional<String> resource) {
        if (operation == Operation.REGISTER_AS_REPLICA_SYNC && resource.isEmpty()) {
            throw new InvalidJobException("operation REGISTER_AS_REPLICA_SYNC needs a resource for the replicas");
        }
        if (!deleteMode.goesWith(operation)) {
            throw new InvalidJobException("delete mode " + deleteMode + " does not go with operation " + operation);
        }
    }

    static void checkListed(DeleteMode deleteMode) {
        if (deleteMode != DeleteMode.DO_NOT_DELETE) {
            throw new InvalidJobException("delete mode " + deleteMode + " does not go with a list: what is not listed"
                    + " may be in the source all the same; leave out the delete mode or the list");
        }
    }

    static void checkBucket(RawPath source, Exclusions exclusions) {
        List<String> elements = Arrays.asList(source.encoded().substring(1).split("/", -1));
        if (elements.contains("") || elements.contains(".") || elements.contains("..")) {
            throw new InvalidJobException("source '" + source + "' must be /BUCKET or /BUCKET/PREFIX,"
                    + " without empty, '.' or '..' elements");
        }
        if (!exclusions.kinds().isEmpty()) {
            throw new InvalidJobException("a bucket has objects only: leave out exclude_file_type");
        }
    }

    static void checkExpressions(List<String> expressions) {
        for (String expression : expressions) {
            try {
                Pattern.compile(expression);
            } catch (PatternSyntaxException wrong) {
                throw new InvalidJobException("'" + expression + "' is no regular expression: " + wrong.getDescription()
                        + " at character " + (wrong.getIndex() + 1));
            }
        }
    }

    static void checkTarget(String target) {
        if (!target.startsWith("/")) {
            throw new InvalidJobException(
                    "target '" + target + "' is not an absolute logical path; it must begin with /ZONE/");
        }
        if (target.equals("/")) {
            throw new InvalidJobException(
                    "target '/' is refused: name a collection inside a zone, like /tempZone/home/rods/data");
        }
        List<String> elements = Arrays.asList(target.substring(1).split("/", -1));
        if (elements.contains("") || elements.contains(".") || elements.contains("..")) {
            throw new InvalidJobException("target '" + target + "' has an empty, '.' or '..' element");
        }
        if (target.length() > LONGEST_TARGET) {
            throw new InvalidJobException("target is longer than " + LONGEST_TARGET + " characters");
        }
    }
}
