package io.irodsingest.miniirods.query;

/** The iRODS error codes that queries end with ({@code rodsErrorTable.h}). */
final class Status {
    static final int SYS_INVALID_INPUT_PARAM = -130_000;
    static final int SYS_LIBRARY_ERROR = -167_000;
    static final int USER_STRLEN_TOOLONG = -306_000;
    static final int CAT_SQL_ERR = -806_000;
    static final int CAT_INVALID_ARGUMENT = -816_000;
    static final int CAT_UNKNOWN_TABLE = -823_000;
    static final int CAT_FAILED_TO_LINK_TABLES = -825_000;

    private Status() {}
}
