package io.irodsingest.standalone.soak;

import java.io.IOException;
import java.util.Set;

/** Something that faults are done to. One fault at a time: whoever does them sees to that. */
interface Victim {
    String name();

    /** The kinds of faults that can be done to it here. */
    Set<Class<? extends Fault>> bears();

    /** Does a fault; when it fails, {@link #end} is called all the same. */
    void begin(Fault fault) throws IOException;

    /** Takes it back, so that the victim can work again. */
    void end(Fault fault) throws IOException;

    /** The process that is hurt, by its number; 0 when it has none of its own, or does not live. */
    long pid();
}
