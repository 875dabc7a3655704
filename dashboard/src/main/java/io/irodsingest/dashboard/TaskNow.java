package io.irodsingest.dashboard;

import io.irodsingest.adminapi.WorkerView;

/** A task that a worker is at. */
public record TaskNow(WorkerView.Identity worker, WorkerView.Activity task) {}
