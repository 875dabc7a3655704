package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Fault.Fill;
import io.irodsingest.standalone.soak.Fault.Kill;
import io.irodsingest.standalone.soak.Fault.Restart;
import io.irodsingest.embedded.EmbeddedS3;
import io.irodsingest.testservers.link.FaultyLink;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The S3 store, which is in this process; full, it answers that there are too many requests. */
final class StoreVictim implements Victim {
    private final EmbeddedS3 store;
    private final FaultyLink link;

    StoreVictim(EmbeddedS3 store, FaultyLink link) {
        this.store = store;
        this.link = link;
    }

    @Override
    public String name() {
        return Server.STORE.text();
    }

    @Override
    public Set<Class<? extends Fault>> bears() {
        Set<Class<? extends Fault>> all = new HashSet<>(Links.FAULTS);
        all.addAll(Set.of(Kill.class, Restart.class, Fill.class));
        return all;
    }

    @Override
    public void begin(Fault fault) throws IOException {
        switch (fault) {
            case Kill kill -> store.stop();
            case Restart restart -> store.stop();
            case Fill full -> link.slowDown(full.lasts());
            default -> new Links(List.of(link)).begin(fault);
        }
    }

    @Override
    public void end(Fault fault) throws IOException {
        switch (fault) {
            case Kill kill -> store.start();
            case Restart restart -> store.start();
            case Fill full -> link.slowDown(Duration.ZERO);
            default -> new Links(List.of(link)).open();
        }
    }

    @Override
    public long pid() {
        return 0;
    }
}
