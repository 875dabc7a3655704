package io.irodsingest.common.irods.irods4j;

import static io.irodsingest.common.irods.protocol.wire.PiWriter.ascii;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsEnvironment.Policy;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.protocol.Account;
import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.Refusal;
import io.irodsingest.common.irods.protocol.Release;
import java.io.IOException;

/**
 * Greets the server and agrees on TLS with it. This is not left to irods4j, whose connect has no time-outs, cannot be ended
 * from outside, does not check the host name of a certificate and logs an error for each attempt.
 */
record StartUp(Account account, SocketTransport transport) {
    private static final String VERSION = "RODS_VERSION";
    private static final String NEGOTIATION = "RODS_CS_NEG_T";
    private static final byte[] RESULT = ascii("<result>");
    private static final byte[] RELEASE = ascii("<relVersion>");

    Release run() throws IOException, IrodsException {
        transport.queue("RODS_CONNECT", greeting());
        transport.flush();
        Answer answer = accepted(transport.receive());
        boolean encrypted = false;
        if (answer.type().equals(NEGOTIATION)) {
            String theirs = answer.body().find(RESULT) ? answer.body().text() : "";
            encrypted = encrypt(theirs);
            agree(encrypted ? "CS_NEG_USE_SSL" : "CS_NEG_USE_TCP");
            answer = accepted(transport.receive());
        } else if (environment().policy() == Policy.REQUIRE) {
            throw refusal().ofPolicy("the server cannot encrypt");
        }
        if (!answer.type().equals(VERSION)) {
            throw new IOException("what answers is no iRODS server");
        }
        Release release = Release.of(answer.body().find(RELEASE) ? answer.body().text() : "");
        if (encrypted) {
            new Encryption(account).start(transport);
        }
        return release;
    }

    private PiWriter greeting() {
        PiWriter body = new PiWriter();
        body.raw(ascii("<StartupPack_PI><irodsProt>1</irodsProt><reconnFlag>0</reconnFlag><connectCnt>0</connectCnt>"));
        name(body, "proxy", environment().user(), environment().zone());
        name(body, "client", account.clientName(), account.clientZone());
        return body.raw(ascii("<relVersion>rods4.3.2</relVersion><apiVersion>d</apiVersion>"
                + "<option>irods-ingestrequest_server_negotiation</option></StartupPack_PI>"));
    }

    private static void name(PiWriter body, String role, String user, String zone) {
        body.raw(ascii("<" + role + "User>")).text(user).raw(ascii("</" + role + "User>"));
        body.raw(ascii("<" + role + "RcatZone>")).text(zone).raw(ascii("</" + role + "RcatZone>"));
    }

    private IrodsEnvironment environment() {
        return account.environment();
    }

    private Answer accepted(Answer answer) throws IOException, IrodsException {
        refusal().ofGreeting(answer.status(), answer.status() < 0 ? answer.reply().explain() : "");
        return answer;
    }

    private boolean encrypt(String theirs) throws IOException, IrodsException {
        Policy ours = environment().policy();
        boolean theyRequire = theirs.equals("CS_NEG_REQUIRE");
        boolean theyRefuse = theirs.equals("CS_NEG_REFUSE");
        if (ours == Policy.REFUSE && theyRequire || ours == Policy.REQUIRE && theyRefuse) {
            agree("CS_NEG_FAILURE");
            throw refusal().ofPolicy(theyRequire ? "the server requires TLS" : "the server refuses TLS");
        }
        return ours != Policy.REFUSE && !theyRefuse;
    }

    private void agree(String result) throws IOException {
        transport.queue(NEGOTIATION,
                new PiWriter().raw(ascii("<CS_NEG_PI><status>" + (result.endsWith("FAILURE") ? 0 : 1)
                        + "</status><result>cs_neg_result_kw=" + result + ";</result></CS_NEG_PI>")));
        transport.flush();
    }

    private Refusal refusal() {
        return new Refusal(account);
    }
}
