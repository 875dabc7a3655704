package io.irodsingest.s3store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.security.cert.CertificateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client that an interrupt of the thread reaches: the connection is aborted, and what waits for it throws
 * {@link java.nio.channels.ClosedByInterruptException}. Without this a thread sits in a socket until the server says
 * something. A certificate that is not trusted is no fault of the way, and is not tried again; a store that keeps quiet is given a
 * few tries, since each takes long and holds a thread. Thread-safe.
 */
public final class InterruptibleHttpClient implements SdkHttpClient {
    /** How often a request may have no answer. */
    public static final int MOST_SILENCES = 3;
    /** In which the SDK says like {@code attempt=2; max=13} which try this is. */
    private static final String TRY = "amz-sdk-request";
    private static final Pattern NUMBER = Pattern.compile("attempt=(\\d{1,4})");

    private final SdkHttpClient client;

    InterruptibleHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        boolean last = request.httpRequest().firstMatchingHeader(TRY).map(NUMBER::matcher).filter(Matcher::find)
                .map(found -> Integer.parseInt(found.group(1)) >= MOST_SILENCES).orElse(false);
        return new Call(client.prepareRequest(request), last);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    /** It is a channel for the sake of what a channel does about interrupts. */
    private static final class Call extends AbstractInterruptibleChannel implements ExecutableHttpRequest {
        private final ExecutableHttpRequest request;
        private final boolean lastSilence;

        /** @param lastSilence whether there is no other try when this one has no answer */
        Call(ExecutableHttpRequest request, boolean lastSilence) {
            this.request = request;
            this.lastSilence = lastSilence;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            HttpExecuteResponse response = null;
            begin();
            try {
                response = request.call();
            } catch (SSLException refused) {
                throw notWithThatCertificate(refused);
            } catch (SocketTimeoutException silent) {
                if (lastSilence) {
                    throw NonRetryableException.create(silent.getMessage(),
                            new SilentStoreException(silent.getMessage()));
                }
                throw silent;
            } finally {
                end(response != null);
            }
            return HttpExecuteResponse.builder().response(response.httpResponse())
                    .responseBody(response.responseBody().map(this::interruptible).orElse(null)).build();
        }

        /** Another try would show the same certificate. */
        private static IOException notWithThatCertificate(SSLException refused) {
            if (refused instanceof SSLPeerUnverifiedException) {
                throw NonRetryableException.create(refused.getMessage(),
                        new CertificateException(refused.getMessage()));
            }
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                if (cause instanceof CertificateException certificate) {
                    throw NonRetryableException.create(certificate.getMessage(), certificate);
                }
            }
            return refused;
        }

        @Override
        public void abort() {
            request.abort();
        }

        @Override
        protected void implCloseChannel() {
            request.abort();
        }

        private AbortableInputStream interruptible(AbortableInputStream body) {
            return AbortableInputStream.create(new Body(body), body);
        }

        private final class Body extends FilterInputStream {
            Body(InputStream body) {
                super(body);
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int from, int most) throws IOException {
                boolean done = false;
                begin();
                try {
                    int got = in.read(bytes, from, most);
                    done = true;
                    return got;
                } finally {
                    end(done);
                }
            }

            @Override
            public long skip(long count) throws IOException {
                byte[] unwanted = new byte[Math.clamp(count, 0, 8192)];
                return unwanted.length == 0 ? 0 : Math.max(0, read(unwanted, 0, unwanted.length));
            }
        }
    }
}
