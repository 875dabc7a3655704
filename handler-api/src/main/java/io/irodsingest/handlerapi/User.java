package io.irodsingest.handlerapi;

/** A user of iRODS on whose behalf a job works. */
public record User(String zone, String name) {}
