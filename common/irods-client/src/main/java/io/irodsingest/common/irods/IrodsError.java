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
    NO_DESCRIPTOR(-18_000, "the server's process has no descriptor left"),
    NOT_SUPPORTED(-12_000, "the server does not know that request"),
    FILE_UNKNOWN(-817_000, "it does not exist"),
    SIZE_DIFFERS(-27_000, "the stored size differs from what was sent"),
    PASSWORD_EXPIRED(-840_000, "the password has expired"),
    PAM_PASSWORD_WRONG(-993_000, "the password is wrong"),
    CONNECTION_LOST(-116_000, "the connection to iRODS was lost"),
    DATABASE_REFUSED(-806_000, "the catalog's database refused it; it cannot keep a name or physical path that is not UTF-8"),
    UNREADABLE_REQUEST(-308_000, "the server could not read the request"),
    NAME_TOO_LONG(-306_000, "a name or path is too long for iRODS"),
    INVALID_PATH(-317_000, "iRODS does not allow such a path"),
    RESOURCE_DOWN(-105_000, "the resource is marked as down"),
    RESOURCE_NOT_IN_CATALOG(-852_000, "the resource does not exist"),
    CHILD_RESOURCE_UNKNOWN(-1_804_000, "the resource has no such child"),
    NO_CHILD_RESOURCE(-1_805_000, "the resource has no child that could take it"),
    CHILD_RESOURCE(-1_816_000, "the resource is a child of another one, whose root has to be named"),
    QUOTA_EXCEEDED(-110_000, "the quota of iRODS is used up"),
    NO_GOOD_REPLICA(-166_000, "it has no good replica"),
    REPLICA_INACCESSIBLE(-168_000, "its replica is being written or cannot be reached"),
    NOT_ALLOWED(-169_000, "the server does not allow that"),
    NO_PRIVILEGE(-830_000, "only a rodsadmin may do that"),
    FILE_OPEN(-510_000, "the server could not open the file in its storage"),
    FILE_CREATE(-511_000, "the server could not make the file in its storage"),
    FILE_READ(-512_000, "the server could not read the file in its storage"),
    FILE_CLOSE(-514_000, "the server could not close the file in its storage"),
    FILE_UNLINK(-515_000, "the server could not delete the file in its storage"),
    DIRECTORY_CREATE(-520_000, "the server could not make a directory in its storage"),
    FILE_RENAME(-528_000, "the server could not rename the file in its storage"),
    INVALID_ARGUMENT(-816_000, "the server does not accept the arguments, or nothing is at the path"),
    USER_NO_PERMISSION(-121_000, "permission denied"),
    NO_CHECKSUM(-862_000, "the catalog has no checksum"),
    FILE_SIZE_MISMATCH(-401_000, "the size of the file differs from that in the catalog"),
    REPLICA_UNKNOWN(-164_000, "it has no such replica"),
    PATH_UNKNOWN(-358_000, "it does not exist"),
    NEITHER_OBJECT_NOR_COLLECTION(-836_000, "it does not exist"),
    SAME_PATHS(-339_000, "both paths are the same"),
    RECURSIVE_MOVE(-837_000, "a collection cannot be moved below itself"),
    INCOMPATIBLE_PARAMETERS(-402_000, "the server does not allow these together"),
    OTHER_ZONE(-109_000, "nothing can be moved to another zone"),
    PROTECTED_COLLECTION(-354_000, "the server does not remove such a collection"),
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
