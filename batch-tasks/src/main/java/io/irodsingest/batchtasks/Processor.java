package io.irodsingest.batchtasks;

import io.irodsingest.common.job.InvalidJobException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which processor works on a batch.
 *
 * @param app an application
 * @param op one of its operations; in lower case, whatever is given
 */
public record Processor(String app, String op) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,49}");

    /** @throws InvalidJobException for what is no name */
    public Processor {
        check("app", app);
        check("op", op);
        op = op.toLowerCase(Locale.ROOT);
    }

    private static void check(String what, String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new InvalidJobException(what + (name == null ? " is missing" : " '" + name + "' is no name")
                    + ": up to 50 letters, digits and . - _ of which the first is a letter");
        }
    }

    @Override
    public String toString() {
        return app + ' ' + op;
    }
}
