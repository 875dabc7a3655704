package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Fault.Cut;
import io.irodsingest.standalone.soak.Fault.Hold;
import io.irodsingest.standalone.soak.Fault.Part;
import io.irodsingest.standalone.soak.Fault.Slow;
import io.irodsingest.testservers.link.FaultyLink;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The connections to a server, or those of a process, and the faults of networks. */
record Links(List<FaultyLink> links) {
    /** What a network can do. */
    static final Set<Class<? extends Fault>> FAULTS = Set.of(Cut.class, Part.class, Hold.class, Slow.class);

    Links {
        links = List.copyOf(links);
    }

    /** Does a fault of a network. */
    void begin(Fault fault) {
        for (FaultyLink link : links) {
            switch (fault) {
                case Cut cut -> link.cutAll();
                case Part part -> link.away(true);
                case Hold hold -> link.hold(true);
                case Slow slow -> link.slow(slow.each());
                default -> throw new IllegalArgumentException("no fault of a network: " + fault.text());
            }
        }
    }

    /** Lets everything pass. */
    void open() {
        for (FaultyLink link : links) {
            link.away(false);
            link.hold(false);
            link.slow(Duration.ZERO);
        }
    }
}
