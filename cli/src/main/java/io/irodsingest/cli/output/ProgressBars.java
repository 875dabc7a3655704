package io.irodsingest.cli.output;

import io.irodsingest.adminapi.Entries;
import io.irodsingest.adminapi.JobView;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One bar, redrawn in place on the terminal behind stderr. */
final class ProgressBars implements Progress {
    private static final int USUAL_WIDTH = 100;
    private static final int REDRAW_MILLIS = 200;

    private ProgressBar bar;
    private long pass;

    @Override
    public void show(JobView job) {
        Entries entries = Entries.of(job);
        if (bar != null && pass != Passes.number(job)) {
            // the bar of a pass stays, as it was at last
            bar.close();
            bar = null;
        }
        if (bar == null) {
            pass = Passes.number(job);
            bar = open(job.work().interval().isPresent() ? job.jobName() + " pass " + pass : job.jobName(),
                    entries.found());
        }
        bar.maxHint(entries.found());
        bar.stepTo(entries.done());
        bar.setExtraMessage(Printable.line(message(job, entries)));
    }

    @Override
    public void away(String reason) {
        if (bar != null) {
            bar.setExtraMessage(Printable.line(reason));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private static String message(JobView job, Entries entries) {
        String failed = entries.failed() > 0 ? entries.failed() + " failed" : "";
        String waits = job.waitingFor().isEmpty() ? "" : " waits for " + job.waitingFor().getFirst();
        String between = Passes.isBetween(job) ? " " + Passes.situation(job) : "";
        return job.ended() ? failed : failed + waits + between;
    }

    private static ProgressBar open(String name, long found) {
        return new ProgressBarBuilder().setTaskName(Printable.line(name)).setInitialMax(found)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS).continuousUpdate().showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err, width())).build();
    }

    /** Asking the terminal takes native code; shells can tell. */
    private static int width() {
        return Optional.ofNullable(System.getenv("COLUMNS")).filter(text -> text.matches("[1-9]\\d{1,3}"))
                .map(Integer::valueOf).orElse(USUAL_WIDTH);
    }
}
