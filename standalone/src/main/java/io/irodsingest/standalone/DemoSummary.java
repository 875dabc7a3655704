package io.irodsingest.standalone;

import io.irodsingest.adminapi.JobView;

/** What {@code demo --json} prints. */
record DemoSummary(String state, long files, long directories, long links, long specials, long bytes, long registered,
        long uploaded,
        long failed, double seconds, double filesPerSecond) {

    static DemoSummary of(JobView job) {
        long entries = job.count("registered") + job.count("uploaded");
        double seconds = job.pass().elapsedTime();
        return new DemoSummary(job.state(), job.count("files"), job.count("directories"), job.count("links"),
                job.count("specials"), job.count("bytes"), job.count("registered"), job.count("uploaded"),
                job.count("failed"),
                seconds, seconds > 0 ? Math.round(10 * entries / seconds) / 10.0 : 0);
    }
}
