package io.irodsingest.orchestrator.access;

/** Who looks at the dashboard, and in which session. */
public record Visitor(Caller caller, Session session) {}
