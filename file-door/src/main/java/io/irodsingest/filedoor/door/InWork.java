package io.irodsingest.filedoor.door;

/** A file that a door is working on. */
interface InWork {
    /** By which it is known among all of the door. */
    String id();

    /** For messages. */
    String told();
}
