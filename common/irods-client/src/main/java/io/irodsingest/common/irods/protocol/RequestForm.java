package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import java.util.function.BiConsumer;

/** How requests are written that stand in one list, and what their answers say. */
interface RequestForm<T> {
    /** The number of the request. */
    int api(T item);

    /** Writes its body. */
    void write(PiWriter to, T item);

    default Reply reply(T item, Answer answer) {
        return answer.reply();
    }

    /** Whether nothing else may be on its way while it is. */
    default boolean goesAlone(T item) {
        return false;
    }

    /** Of requests that all have the same number. */
    static <T> RequestForm<T> of(int api, BiConsumer<PiWriter, T> encoder) {
        return new RequestForm<>() {
            @Override
            public int api(T item) {
                return api;
            }

            @Override
            public void write(PiWriter to, T item) {
                encoder.accept(to, item);
            }
        };
    }
}
