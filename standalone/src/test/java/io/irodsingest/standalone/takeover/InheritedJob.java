package io.irodsingest.standalone.takeover;

import io.irodsingest.cli.client.AdminClient;

/**
 * A job that processes of an earlier version bring into some state before they are killed, and that those of this version have to
 * bring to its end. Where the state was recorded, only {@link #makeSource}, {@link #changeSource}, {@link #prepareTakeover} and
 * {@link #takeOver} are called, in this order.
 */
interface InheritedJob {
    /** What the source has when the job is started. */
    void makeSource(Site site) throws Exception;

    /** Has the earlier version begin the job; it calls {@link #changeSource} itself, where there is such a change. */
    void begin(Site site, ClusterProcesses earlier) throws Exception;

    /** Whether the job has come to the state in which it is to be left. */
    boolean isReady(AdminClient earlier) throws Exception;

    /** What becomes of the source after {@link #makeSource}. */
    default void changeSource(Site site) throws Exception {}

    /** What happens while no process of any version runs. */
    default void prepareTakeover(Site site) throws Exception {}

    /** Waits until this version has brought the job to its end, and asserts that it is the right one. */
    void takeOver(Site site, AdminClient current) throws Exception;
}
