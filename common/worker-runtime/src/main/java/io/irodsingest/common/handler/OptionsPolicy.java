package io.irodsingest.common.handler;

import io.irodsingest.common.job.JobOptions;

/** What a specification says of a job that does not work on entries. */
record OptionsPolicy(JobOptions options) implements Unhandled {}
