package io.irodsingest.orchestrator.access;

import io.irodsingest.adminapi.TokenDigest;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Sessions of the dashboard: sealed by the key of the cluster, so that every orchestrator knows them, or else by one of this process.
 * A token that is taken away ends the sessions that were begun with it. Thread-safe.
 */
public final class Sessions {
    /** How long a session lasts. */
    public static final Duration LENGTH = Duration.ofHours(8);

    private static final String PURPOSE = "session of the dashboard";
    private static final String FORM = "1";
    private static final int RANDOM_BYTES = 16;
    private static final int FIELDS = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ClusterKey key;
    private final Optional<KnownTokens> tokens;
    private final Role local;
    private final Clock clock;
    private final SignOuts signOuts;

    /** What is known of those who signed out. */
    public interface SignOuts {
        /** @param session its id @param keptFor how long its cookie would be good otherwise */
        void note(String session, Duration keptFor) throws InterruptedException;

        boolean isNoted(String session) throws InterruptedException;
    }

    /**
     * @param key of the cluster
     * @param tokens empty when none are asked for: then everybody has the role that is given to processes of this machine
     */
    public Sessions(Optional<ClusterKey> key, Optional<KnownTokens> tokens, Role local, Clock clock,
            SignOuts signOuts) {
        this.key = key.orElseGet(() -> ClusterKey.of(ClusterKey.random()));
        this.tokens = tokens;
        this.local = local;
        this.clock = clock;
        this.signOuts = signOuts;
    }

    /** Whether a token is needed. */
    public boolean wantTokens() {
        return tokens.isPresent();
    }

    /** A new session for who shows a token; empty when nobody knows it. */
    public Optional<Visitor> signIn(String token) {
        return tokens.flatMap(known -> known.find(token))
                .map(caller -> new Visitor(caller, begun(Optional.of(TokenDigest.of(token)))));
    }

    /** A new session for who needs no token. */
    public Visitor local() {
        return new Visitor(Caller.local(local), begun(Optional.empty()));
    }

    private Session begun(Optional<String> tokenDigest) {
        return new Session(random(), tokenDigest, random(), clock.instant().plus(LENGTH));
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A session as a cookie carries it. */
    public String sealed(Session session) {
        String text = String.join("\n", FORM, session.id(), session.tokenDigest().orElse(""), session.csrf(),
                String.valueOf(session.ends().getEpochSecond()));
        // base64 for addresses: a cookie may have no other characters without quotes
        return key.seal(new Secret(text), PURPOSE).replace('+', '-').replace('/', '_').replace("=", "");
    }

    /** Whose session a cookie is; empty when it is none, or none any more. */
    public Optional<Visitor> find(String cookie) throws InterruptedException {
        Optional<Visitor> visitor = opened(cookie).flatMap(this::visitor);
        return visitor.isPresent() && signOuts.isNoted(visitor.get().session().id()) ? Optional.empty() : visitor;
    }

    /** Whether a session goes on as far as is known without asking Redis. */
    public boolean goesOn(Session session) {
        return visitor(session).isPresent();
    }

    private Optional<Visitor> visitor(Session session) {
        if (!clock.instant().isBefore(session.ends()) || session.tokenDigest().isPresent() != tokens.isPresent()) {
            return Optional.empty();
        }
        return tokens.isEmpty()
                ? Optional.of(new Visitor(Caller.local(local), session))
                : tokens.get().findDigest(session.tokenDigest().orElseThrow())
                        .map(caller -> new Visitor(caller, session));
    }

    private Optional<Session> opened(String cookie) {
        try {
            String[] fields = key.open(cookie.replace('-', '+').replace('_', '/'), PURPOSE).reveal().split("\n", -1);
            return fields.length == FIELDS && fields[0].equals(FORM)
                    ? Optional.of(new Session(fields[1], Optional.of(fields[2]).filter(digest -> !digest.isEmpty()),
                            fields[3], Instant.ofEpochSecond(Long.parseLong(fields[4]))))
                    : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            // of another cluster, of an orchestrator that had no key of a cluster, or forged
            return Optional.empty();
        }
    }

    /** Ends a session for all orchestrators. */
    public void signOut(Session session) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), session.ends());
        signOuts.note(session.id(), left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left);
    }

    /** Whether a form comes from a page of this session. @param sent null when the form has no such field */
    public static boolean isOwnForm(Session session, String sent) {
        return sent != null && MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8),
                session.csrf().getBytes(StandardCharsets.UTF_8));
    }
}
