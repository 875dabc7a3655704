package io.irodsingest.common.state.redis;

import io.netty.buffer.Unpooled;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.Codec;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;

/** Sends bytes as they are and everything else as text. */
final class TextOrBytes extends BaseCodec {
    /** What comes is text. */
    static final TextOrBytes INSTANCE = new TextOrBytes(StringCodec.INSTANCE);
    /** What comes is bytes. */
    static final TextOrBytes ANSWERING_BYTES = new TextOrBytes(ByteArrayCodec.INSTANCE);

    private final Codec answers;

    private TextOrBytes(Codec answers) {
        this.answers = answers;
    }

    @Override
    public Encoder getValueEncoder() {
        return value -> value instanceof byte[] bytes
                ? Unpooled.wrappedBuffer(bytes)
                : StringCodec.INSTANCE.getValueEncoder().encode(value);
    }

    @Override
    public Decoder<Object> getValueDecoder() {
        return answers.getValueDecoder();
    }
}
