package io.irodsingest.workers3.checksum;

/** A part of an object while it is read, from its beginning to its end. Belongs to one thread at a time. */
public interface ReadPart {
    /** One of which nothing is computed. */
    ReadPart UNSEEN = new ReadPart() {
        @Override
        public void read(byte[] bytes, int from, int count) {
            // nobody wants to know
        }

        @Override
        public void ended() {
            // nobody wants to know
        }
    };

    /** Bytes that follow those before. */
    void read(byte[] bytes, int from, int count);

    /** All bytes of the part have come. */
    void ended();
}
