package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.wire.PiWriter;

/**
 * {@code PortalOprOut_PI}: how the bytes of a put or get travel. Always over the connection itself, which real servers
 * say by no threads too, when their rules turn parallel transfer off.
 */
final class Portal {
    private Portal() {}

    /**
     * @param descriptor to write to or read from, 0 when all bytes are in the reply
     * @param checksum the replica's, empty when it was not asked for
     */
    static String withoutThreads(int descriptor, String checksum) {
        return new PiWriter().open("PortalOprOut_PI")
                .field("status", 0)
                .field("l1descInx", descriptor)
                .field("numThreads", 0)
                .field("chksum", checksum)
                .open("PortList_PI")
                .field("portNum", 0)
                .field("cookie", 0)
                .field("sock", 0)
                .field("windowSize", 0)
                .field("hostAddr", "")
                .close("PortList_PI")
                .close("PortalOprOut_PI").toString();
    }
}
