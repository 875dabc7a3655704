package io.irodsingest.orchestrator.plan;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A planned run whose time has come.
 *
 * @param number of a run that is started: they are numbered from 1, so that one which is handed over again is recognised
 */
public record PlannedRun(Instant planned, Decision decision, OptionalLong number) {}
