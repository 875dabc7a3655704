package io.irodsingest.common.state.redis;

import io.netty.buffer.Unpooled;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;

/** Sends bytes as they are and everything else as text; what comes is text. */
final class TextOrBytes extends BaseCodec {
    static final TextOrBytes INSTANCE = new TextOrBytes();

    private TextOrBytes() {}

    @Override
    public Encoder getValueEncoder() {
        return value -> value instanceof byte[] bytes
                ? Unpooled.wrappedBuffer(bytes)
                : StringCodec.INSTANCE.getValueEncoder().encode(value);
    }

    @Override
    public Decoder<Object> getValueDecoder() {
        return StringCodec.INSTANCE.getValueDecoder();
    }
}
