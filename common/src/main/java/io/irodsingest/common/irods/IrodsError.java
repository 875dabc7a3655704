package io.irodsingest.common.irods;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Error codes of the iRODS server that this system tells apart. Source: rodsErrorTable.h of the server, tag 5.0.2. */
public enum IrodsError {
    EXISTS_ALREADY(-809000, "it exists already"), OVERWRITE_WITHOUT_FORCE(-312000,
            "it exists already"), REPLICA_EXISTS_ON_RESOURCE(-46000,
                    "a replica of it is on that resource already"), NO_ROWS(-808000,
                            "it does not exist"), OBJECT_NOT_FOUND(-310000, "it does not exist"), COLLECTION_UNKNOWN(
                                    -814000, "its collection does not exist"), COLLECTION_NOT_EMPTY(-821000,
                                            "the collection is not empty"), NAME_IS_COLLECTION(-833000,
                                                    "a collection has that name"), NAME_IS_DATA_OBJECT(-834000,
                                                            "a data object has that name"), INVALID_INPUT(-130000,
                                                                    "the server refused the input"), RESOURCE_UNKNOWN(
                                                                            -78000,
                                                                            "the resource does not exist"), HIERARCHY(
                                                                                    -1803000,
                                                                                    "no replica could be chosen on that resource"), NO_PERMISSION(
                                                                                            -818000,
                                                                                            "permission denied"), PATH_OUTSIDE_VAULT(
                                                                                                    -129000,
                                                                                                    "only an administrator may register a path outside a vault"), CHECKSUM_MISMATCH(
                                                                                                            -314000,
                                                                                                            "the checksum differs"), FILE_STAT(
                                                                                                                    -516000,
                                                                                                                    "the server cannot see the file"), FILE_WRITE(
                                                                                                                            -512000,
                                                                                                                            "the server could not write to its storage"), AUTHENTICATION_FAILED(
                                                                                                                                    -826000,
                                                                                                                                    "the password is wrong"), USER_UNKNOWN(
                                                                                                                                            -827000,
                                                                                                                                            "the user does not exist"), LOCKED(
                                                                                                                                                    -406000,
                                                                                                                                                    "the object is locked"), NOT_SUPPORTED(
                                                                                                                                                            -12000,
                                                                                                                                                            "the server does not know that request"), OTHER(
                                                                                                                                                                    0,
                                                                                                                                                                    "the server refused the request");

    private static final Map<Integer, IrodsError> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toMap(error -> error.code, Function.identity()));
    private final int code;
    private final String meaning;

    IrodsError(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Finds the error of a status, whatever errno its last three digits say. */
    public static IrodsError of(int status) {
        return BY_CODE.getOrDefault(status / 1000 * 1000, OTHER);
    }

    /** What it means, in a few words for people. */
    public String meaning() {
        return meaning;
    }
}
