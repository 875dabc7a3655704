package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreClients;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An answer with bytes of an object, which keeps its client open until its end. Belongs to one thread. */
final class ObjectStream {
    private final ResponseInputStream<GetObjectResponse> answer;
    private final StoreClients.Use use;

    ObjectStream(ResponseInputStream<GetObjectResponse> answer, StoreClients.Use use) {
        this.answer = answer;
        this.use = use;
    }

    GetObjectResponse response() {
        return answer.response();
    }

    int read(byte[] into, int from, int most) throws IOException {
        return answer.read(into, from, most);
    }

    /** After all of it was read: its connection can be used again. */
    void close() throws IOException {
        try (use) {
            answer.close();
        }
    }

    /** Cuts its connection, so that nothing more has to be read. */
    void abort() {
        try (use) {
            answer.abort();
        }
    }
}
