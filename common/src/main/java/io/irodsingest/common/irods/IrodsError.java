package io.irodsingest.common.irods;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Error codes of the iRODS server that this system tells apart. Source: rodsErrorTable.h of the server, tag 5.0.2. */
public enum IrodsError {
    // @formatter:off
    EXISTS_ALREADY(-809_000, "it exists already"),
    OVERWRITE_WITHOUT_FORCE(-312_000, "it exists already"),
    REPLICA_EXISTS_ON_RESOURCE(-46_000, "a replica of it is on that resource already"),
    NO_ROWS(-808_000, "it does not exist"),
    OBJECT_NOT_FOUND(-310_000, "it does not exist"),
    COLLECTION_UNKNOWN(-814_000, "its collection does not exist"),
    COLLECTION_NOT_EMPTY(-821_000, "the collection is not empty"),
    NAME_IS_COLLECTION(-833_000, "a collection has that name"),
    NAME_IS_DATA_OBJECT(-834_000, "a data object has that name"),
    INVALID_INPUT(-130_000, "the server refused the input"),
    RESOURCE_UNKNOWN(-78_000, "the resource does not exist"),
    HIERARCHY(-1_803_000, "no replica could be chosen on that resource"),
    NOTHING_REMOVED(-819_000, "there was nothing to remove"),
    NO_PERMISSION(-818_000, "permission denied"),
    PATH_OUTSIDE_VAULT(-129_000, "only an administrator may register a path outside a vault"),
    CHECKSUM_MISMATCH(-314_000, "the checksum differs"),
    FILE_STAT(-516_000, "the server cannot see the file"),
    FILE_WRITE(-513_000, "the server could not write to its storage"),
    AUTHENTICATION_FAILED(-826_000, "the password is wrong"),
    USER_UNKNOWN(-827_000, "the user does not exist"),
    CLIENT_USER_UNKNOWN(-832_000, "the user to act for does not exist"),
    PROXY_REFUSED(-39_000, "only a rodsadmin may act for another user"),
    LOCKED(-406_000, "the object is locked"),
    REPLICA_LOCKED(-405_000, "the object is locked"),
    NOT_SUPPORTED(-12_000, "the server does not know that request"),
    FILE_UNKNOWN(-817_000, "it does not exist"),
    SIZE_DIFFERS(-27_000, "the stored size differs from what was sent"),
    PASSWORD_EXPIRED(-840_000, "the password has expired"),
    PAM_PASSWORD_WRONG(-993_000, "the password is wrong"),
    CONNECTION_LOST(-116_000, "the connection to iRODS was lost"),
    OTHER(0, "the server refused the request");
    // @formatter:on

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
