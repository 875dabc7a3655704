package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsSession.ReplyReader;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Sends several requests before it reads their answers, so that the way to the server is paid for once and not for each. What
 * is on its way stays so small that both directions fit into the sockets' buffers: neither side can wait for the other for
 * ever. Servers read message by message with exact lengths and answer in order (rsApiHandler.cpp, tag 5.0.2).
 */
final class Pipeline {
    private static final int MOST_BYTES = 32 * 1024;

    private final IrodsChannel channel;
    private final int depth;
    private final PiWriter body = new PiWriter();

    Pipeline(IrodsChannel channel, int depth) {
        this.channel = channel;
        this.depth = depth;
    }

    /** @param reader is told each reply as soon as it is there */
    <T> void run(List<T> items, RequestForm<T> form, ReplyReader reader) throws ChannelException {
        for (int from = 0; from < items.size();) {
            int to = from + 1;
            if (!form.goesAlone(items.get(from))) {
                while (to < items.size() && !form.goesAlone(items.get(to))) {
                    to++;
                }
            }
            int before = from;
            together(items.subList(from, to), form, (request, reply) -> reader.reply(before + request, reply));
            from = to;
        }
    }

    private <T> void together(List<T> items, RequestForm<T> form, ReplyReader reader) throws ChannelException {
        Queue<Integer> underWay = new ArrayDeque<>(depth);
        int sent = 0;
        int bytes = 0;
        for (int answered = 0; answered < items.size(); answered++) {
            // refilled when half empty: fewer, larger packets than one request for each answer
            if (underWay.size() <= depth / 2) {
                while (sent < items.size() && underWay.size() < depth && (bytes < MOST_BYTES || underWay.isEmpty())) {
                    T item = items.get(sent);
                    form.write(body.reset(), item);
                    int size = channel.queue(form.api(item), body);
                    underWay.add(size);
                    bytes += size;
                    sent++;
                }
                channel.flush();
            }
            reader.reply(answered, form.reply(items.get(answered), channel.receive()));
            bytes -= underWay.remove();
        }
    }
}
