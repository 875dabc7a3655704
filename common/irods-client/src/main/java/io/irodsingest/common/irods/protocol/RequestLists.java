package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.ReplyReader;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Sends lists of requests. Those that were refused because the connection may be older than a resource go once more, over a new
 * one.
 *
 * @param depth how many requests may be on their way
 */
record RequestLists(Conversation conversation, int depth) {

    <T> List<Reply> all(int api, List<T> items, BiConsumer<PiWriter, T> encoder) throws UnavailableException {
        return all(items, RequestForm.of(api, encoder));
    }

    <T> List<Reply> all(List<T> items, RequestForm<T> form) throws UnavailableException {
        Reply[] replies = new Reply[items.size()];
        all(items, form, (request, reply) -> replies[request] = reply);
        return List.of(replies);
    }

    <T> void all(List<T> items, RequestForm<T> form, ReplyReader reader) throws UnavailableException {
        Map<Integer, Reply> outdated = new LinkedHashMap<>();
        send(items, form, (request, reply) -> {
            if (reply.error().filter(Placement::isOutdated).isPresent()) {
                outdated.put(request, reply);
            } else {
                reader.reply(request, reply);
            }
        });
        if (outdated.isEmpty() || !conversation.renew()) {
            outdated.forEach(reader::reply);
            return;
        }
        List<Integer> places = List.copyOf(outdated.keySet());
        send(places.stream().map(items::get).toList(), form,
                (request, reply) -> reader.reply(places.get(request), reply));
    }

    private <T> void send(List<T> items, RequestForm<T> form, ReplyReader reader) throws UnavailableException {
        try {
            conversation.run(connection -> {
                new Pipeline(connection.channel(), depth).run(items, form, reader);
                return null;
            });
        } catch (IrodsException refused) {
            throw unexpected(refused);
        }
    }

    /** Only a login can be refused where this is thrown: an account that was good when this session began. */
    static UnavailableException unexpected(IrodsException refused) {
        return new UnavailableException(Dependency.IRODS, refused.getMessage(), refused);
    }
}
