package io.irodsingest.miniirods.session;

import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.FrameReader;
import io.irodsingest.miniirods.wire.FrameWriter;
import io.irodsingest.miniirods.wire.OldText;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiReader;
import io.irodsingest.miniirods.wire.Release;
import java.io.IOException;

/** The messages before the first request: start-up pack, negotiation, version. */
final class Startup {
    private static final String NEGOTIATION_WANTED = "request_server_negotiation";

    private Startup() {}

    /** @return who connects, or null when the peer does not get further */
    static SessionState.StartupNames perform(FrameReader in, FrameWriter out, Release release) throws IOException {
        Frame connect = in.read();
        if (connect == null || !Frame.CONNECT.equals(connect.type())) {
            return null;
        }
        PiNode pack = PiReader.read(connect.message());
        if (pack.text("option").contains(NEGOTIATION_WANTED) && !negotiate(in, out)) {
            return null;
        }
        out.write(Frame.of(Frame.VERSION, 0, "<Version_PI>\n<status>0</status>\n<relVersion>"
                + release.announced()
                + "</relVersion>\n<apiVersion>d</apiVersion>\n<reconnPort>0</reconnPort>\n<reconnAddr></reconnAddr>\n"
                + "<cookie>400</cookie>\n</Version_PI>\n"));
        out.flush();
        return new SessionState.StartupNames(pack.text("proxyUser"), pack.text("proxyRcatZone"),
                pack.text("clientUser"), pack.text("clientRcatZone"),
                OldText.between(release, pack.text("relVersion")));
    }

    /** Refuses encryption; a client that insists on it has no more to say. */
    private static boolean negotiate(FrameReader in, FrameWriter out) throws IOException {
        out.write(Frame.of(Frame.NEGOTIATION, 0,
                "<CS_NEG_PI>\n<status>1</status>\n<result>CS_NEG_REFUSE</result>\n</CS_NEG_PI>\n"));
        out.flush();
        Frame answer = in.read();
        return answer != null && PiReader.read(answer.message()).text("result").contains("CS_NEG_USE_TCP");
    }
}
