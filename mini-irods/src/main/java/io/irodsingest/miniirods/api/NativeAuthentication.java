package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Json;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.catalog.Users;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Authentication by scheme native: the client proves with MD5 over challenge and password that he has the password.
 * By API 110000 (JSON, several steps) as of 4.3, by 703 and 704 before.
 */
final class NativeAuthentication {
    private static final int CHALLENGE = 64;
    private static final int MAX_PASSWORD = 50;
    private static final SecureRandom RANDOM = new SecureRandom();

    Reply json(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        ObjectNode context = Json.object(BinBytes.text(request.message()));
        switch (context.path("next_operation").asText()) {
            case "auth_agent_auth_request" -> {
                byte[] random = new byte[CHALLENGE / 2];
                RANDOM.nextBytes(random);
                String challenge = HexFormat.of().formatHex(random);
                session.challenge(challenge.getBytes(StandardCharsets.US_ASCII));
                context.put("request_result", challenge);
            }
            case "auth_agent_auth_response" -> prove(session, context.path("user_name").asText(),
                    context.path("zone_name").asText(), Base64.getDecoder().decode(context.path("digest").asText()));
            default -> throw new IrodsException(Status.SYS_NOT_SUPPORTED, Status.SYS_NOT_SUPPORTED,
                    "mini-irods authenticates by scheme native only");
        }
        return Reply.message(0, BinBytes.of(Json.sorted(context)));
    }

    Reply challenge(SessionState session, Request request) {
        byte[] challenge = new byte[CHALLENGE];
        RANDOM.nextBytes(challenge);
        session.challenge(challenge);
        return Reply.message(0, "<authRequestOut_PI>\n<challenge>" + Base64.getEncoder().encodeToString(challenge)
                + "</challenge>\n</authRequestOut_PI>\n");
    }

    Reply response(SessionState session, Request request) throws IrodsException, SQLException {
        String[] name = request.message().text("username").split("#", 2);
        prove(session, name[0], name.length > 1 ? name[1] : session.catalog().zone(),
                Base64.getMimeDecoder().decode(request.message().text("response")));
        return Reply.status(0);
    }

    private static void prove(SessionState session, String userName, String zone, byte[] digest)
            throws IrodsException, SQLException {
        User proxy = user(session, userName, zone, Status.CAT_INVALID_USER);
        String password = Users.password(session.db(), proxy)
                .orElseThrow(() -> new IrodsException(Status.CAT_INVALID_AUTHENTICATION));
        byte[] challenge = session.challenge();
        session.challenge(new byte[0]);
        if (challenge.length == 0 || !MessageDigest.isEqual(digest, digest(challenge, password))) {
            throw new IrodsException(Status.CAT_INVALID_AUTHENTICATION);
        }
        SessionState.StartupNames names = session.names();
        boolean forItself = names.clientUser().equals(proxy.name()) && names.clientZone().equals(proxy.zone());
        if (!forItself && !proxy.admin()) {
            throw new IrodsException(Status.SYS_PROXYUSER_NO_PRIV);
        }
        session.become(proxy, forItself
                ? proxy
                : user(session, names.clientUser(), names.clientZone(), Status.CAT_INVALID_CLIENT_USER));
    }

    private static User user(SessionState session, String name, String zone, int unknown) throws IrodsException {
        return session.catalog().users().find(name, zone).filter(user -> !user.group())
                .orElseThrow(() -> new IrodsException(unknown));
    }

    /** MD5 of challenge and password, padded with NULs; a byte 0 counts as 1 because C texts end there. */
    private static byte[] digest(byte[] challenge, String password) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(Arrays.copyOf(challenge, CHALLENGE));
            md5.update(Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), MAX_PASSWORD));
            byte[] digest = md5.digest();
            for (int i = 0; i < digest.length; i++) {
                if (digest[i] == 0) {
                    digest[i] = 1;
                }
            }
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
