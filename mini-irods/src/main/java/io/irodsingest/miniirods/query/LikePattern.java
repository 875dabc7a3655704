package io.irodsingest.miniirods.query;

/**
 * A pattern as PostgreSQL understands it, written for H2, which refuses a backslash before an ordinary character where
 * PostgreSQL drops it.
 *
 * @param text only {@code \%}, {@code \_} and {@code \\} are escaped
 * @param prefix what every match begins with; empty when nothing is known
 */
record LikePattern(String text, String prefix) {

    static LikePattern of(String pattern, Language language) throws QueryException {
        StringBuilder text = new StringBuilder();
        StringBuilder prefix = new StringBuilder();
        boolean fixed = true;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean wildcard = c == '%' || c == '_';
            if (c == '\\') {
                if (++i == pattern.length()) {
                    throw new QueryException(language.databaseError(), "a pattern ends with a backslash");
                }
                c = pattern.charAt(i);
            }
            fixed &= !wildcard;
            if (!wildcard && (c == '%' || c == '_' || c == '\\')) {
                text.append('\\');
            }
            text.append(c);
            if (fixed) {
                prefix.append(c);
            }
        }
        boolean last = !prefix.isEmpty() && prefix.charAt(prefix.length() - 1) == Character.MAX_VALUE;
        return new LikePattern(text.toString(), last ? "" : prefix.toString());
    }
}
