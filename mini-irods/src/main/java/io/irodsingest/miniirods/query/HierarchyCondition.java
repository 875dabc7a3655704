package io.irodsingest.miniirods.query;

import java.util.regex.Pattern;

/** The server answers conditions on a replica's resource hierarchy itself and knows four operators there. */
final class HierarchyCondition {
    private static final Pattern OPERATOR = Pattern.compile("\\s*(=|!=|(NOT|not)\\s+(LIKE|like)|LIKE|like)\\s*");

    private HierarchyCondition() {}

    static void check(String text) throws QueryException {
        for (String part : text.split("\\|\\|", -1)) {
            int open = part.indexOf('\'');
            if (open < 0 || part.lastIndexOf('\'') == open) {
                throw new QueryException(Status.SYS_INVALID_INPUT_PARAM, "no condition: [" + text + "]");
            }
            if (!OPERATOR.matcher(part.substring(0, open)).matches()) {
                throw new QueryException(Status.CAT_INVALID_ARGUMENT, "no condition on a hierarchy: [" + text + "]");
            }
        }
    }
}
