package io.irodsingest.orchestrator.access;

import io.irodsingest.common.job.Limits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens that are known, by their SHA-256 digests only: who reads them cannot show them. Tokens are random and long, so a
 * fast digest will do. Immutable.
 */
final class Tokens {
    private static final String FORM = "NAME ROLE sha256:DIGEST LIMITS";
    private static final Pattern LINE = Pattern
            .compile("(?<name>[\\w.@-]{1,64})\\s+(?<role>viewer|operator|admin)\\s+(?<digest>sha256:[0-9a-fA-F]{64})"
                    + "(?<limits>(\\s+\\S+)*)");

    private final Map<String, Caller> callers;

    private Tokens(Map<String, Caller> callers) {
        this.callers = Map.copyOf(callers);
    }

    /**
     * Reads lines of a file of tokens: {@code NAME ROLE sha256:DIGEST}, with {@link TokenLimits} behind it or not, empty ones, and comments that begin with {@code #}.
     *
     * @throws IllegalArgumentException with the number of a line and what is wrong with it; it repeats nothing of it
     */
    static Tokens parse(List<String> lines) {
        Map<String, Caller> callers = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher token = LINE.matcher(line);
            if (!token.matches()) {
                throw wrong(i, "is not of the form '" + FORM
                        + "' with a role of viewer, operator or admin; limits may be left out");
            }
            Role role = Role.valueOf(token.group("role").toUpperCase(Locale.ROOT));
            Caller caller = new Caller(token.group("name"), role, limits(i, role, token.group("limits")));
            if (!names.add(caller.name())) {
                throw wrong(i, "has a name that another line has");
            }
            if (callers.put(token.group("digest").toLowerCase(Locale.ROOT), caller) != null) {
                throw wrong(i, "has the token of another line");
            }
        }
        if (callers.isEmpty()) {
            throw new IllegalArgumentException("has no token in it; a line is of the form '" + FORM + "'");
        }
        return new Tokens(callers);
    }

    private static Limits limits(int index, Role role, String words) {
        try {
            Limits limits = TokenLimits.parse(words);
            if (role != Role.OPERATOR && !limits.isNone()) {
                throw new IllegalArgumentException("gives limits to a " + role.text()
                        + "; only an operator can have them");
            }
            return limits;
        } catch (IllegalArgumentException unusable) {
            throw wrong(index, unusable.getMessage());
        }
    }

    private static IllegalArgumentException wrong(int index, String how) {
        return new IllegalArgumentException("line " + (index + 1) + ' ' + how);
    }

    /** Whose token has this digest; looking it up tells nothing of the tokens by the time it takes. */
    Optional<Caller> find(String digest) {
        return Optional.ofNullable(callers.get(digest));
    }
}
