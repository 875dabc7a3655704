package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    <T> List<Reply> run(List<T> items, RequestForm<T> form) throws ChannelException {
        List<Reply> replies = new ArrayList<>(items.size());
        while (replies.size() < items.size()) {
            int from = replies.size();
            int to = from + 1;
            if (!form.goesAlone(items.get(from))) {
                while (to < items.size() && !form.goesAlone(items.get(to))) {
                    to++;
                }
            }
            replies.addAll(together(items.subList(from, to), form));
        }
        return replies;
    }

    private <T> List<Reply> together(List<T> items, RequestForm<T> form) throws ChannelException {
        List<Reply> replies = new ArrayList<>(items.size());
        Queue<Integer> underWay = new ArrayDeque<>(depth);
        int sent = 0;
        int bytes = 0;
        while (replies.size() < items.size()) {
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
            replies.add(form.reply(items.get(replies.size()), channel.receive()));
            bytes -= underWay.remove();
        }
        return replies;
    }
}
