package io.irodsingest.common.access;

import java.util.stream.Collectors;

/** What all lines of the audit log have in common. */
public final class AuditLog {
    /** The logger's name, for who wants these lines elsewhere. */
    public static final String NAME = "audit";

    private AuditLog() {}

    /** What a sender says, in one line whatever it is. */
    public static String printable(String text) {
        return text.codePoints()
                .mapToObj(point -> Character.isISOControl(point) ? "?" : Character.toString(point))
                .collect(Collectors.joining());
    }
}
