package io.irodsingest.adminapi.schedule;

/** @param count how many schedules that have not ended are due until the time that was asked for */
public record ScheduleCount(long count) {}
