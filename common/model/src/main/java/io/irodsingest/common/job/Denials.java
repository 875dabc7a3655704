package io.irodsingest.common.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what a job wanted and was not allowed to have, where the worker found it out. */
public final class Denials {
    /** The logger's name, for who wants these lines elsewhere. The orchestrator's audit log has the same. */
    public static final String LOGGER = "audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private Denials() {}

    /** @param reason what it may not have and why, on one line */
    public static void note(JobSpec spec, String reason) {
        String by = spec.grant().by();
        LOG.atWarn().addKeyValue("job", spec.name()).addKeyValue("caller", by).addKeyValue("refused", reason).log(
                "job {} of {} is refused: {}", spec.name(), by.isEmpty() ? "somebody unknown" : by, reason);
    }
}
