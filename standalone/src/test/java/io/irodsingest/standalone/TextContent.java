package io.irodsingest.standalone;

import io.irodsingest.common.irods.IrodsSession.Content;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/** A text to be uploaded. */
record TextContent(String text) implements Content {
    @Override
    public ReadableByteChannel open(long from, long length) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Channels.newChannel(new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from));
    }

    @Override
    public void checkUnchanged() {
        // a text does not change
    }
}
