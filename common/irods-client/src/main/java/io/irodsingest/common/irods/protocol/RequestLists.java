package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

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
        List<Reply> replies = send(items, form);
        List<Integer> outdated = IntStream.range(0, replies.size())
                .filter(i -> replies.get(i).error().filter(Placement::isOutdated).isPresent()).boxed().toList();
        if (outdated.isEmpty() || !conversation.renew()) {
            return replies;
        }
        List<Reply> after = send(outdated.stream().map(items::get).toList(), form);
        List<Reply> all = new ArrayList<>(replies);
        for (int i = 0; i < after.size(); i++) {
            all.set(outdated.get(i), after.get(i));
        }
        return all;
    }

    private <T> List<Reply> send(List<T> items, RequestForm<T> form) throws UnavailableException {
        try {
            return conversation.run(connection -> new Pipeline(connection.channel(), depth).run(items, form));
        } catch (IrodsException refused) {
            throw unexpected(refused);
        }
    }

    /** Only a login can be refused where this is thrown: an account that was good when this session began. */
    static UnavailableException unexpected(IrodsException refused) {
        return new UnavailableException(Dependency.IRODS, refused.getMessage(), refused);
    }
}
