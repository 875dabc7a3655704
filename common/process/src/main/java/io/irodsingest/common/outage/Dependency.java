package io.irodsingest.common.outage;

/** A server that a process cannot work without. */
public enum Dependency {
    IRODS("iRODS"), REDIS("Redis"), BROKER("RabbitMQ"), S3("S3");

    private final String label;

    Dependency(String label) {
        this.label = label;
    }

    /** Whether each job has one of its own: when it is away, no other job is concerned. */
    public boolean isOfJob() {
        return this == S3;
    }

    /** The name for people. */
    public String label() {
        return label;
    }
}
