package io.irodsingest.miniirods;

import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.FrameReader;
import io.irodsingest.miniirods.wire.FrameWriter;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiReader;
import io.irodsingest.miniirods.wire.PiWriter;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A client that sends frames as they are: what irods4j would hide shows here. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final FrameReader in;
    private final FrameWriter out;

    RawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        in = new FrameReader(socket.getInputStream());
        out = new FrameWriter(socket.getOutputStream());
    }

    /** Connected and authenticated. */
    static RawClient as(int port, String user, String password) throws IOException {
        RawClient client = new RawClient(port);
        client.exchange(startup(user, user, "rods5.0.2", "test"));
        int status = client.prove(user, password);
        if (status != 0) {
            client.close();
            throw new IOException("authentication answered " + status);
        }
        return client;
    }

    /** A {@code StartupPack_PI} of a client that says to be of a release. */
    static Frame startup(String proxy, String client, String release, String option) {
        return Frame.of(Frame.CONNECT, 0, "<StartupPack_PI><irodsProt>1</irodsProt><reconnFlag>0</reconnFlag>"
                + "<connectCnt>0</connectCnt><proxyUser>" + proxy
                + "</proxyUser><proxyRcatZone>tempZone</proxyRcatZone>"
                + "<clientUser>" + client + "</clientUser><clientRcatZone>tempZone</clientRcatZone><relVersion>"
                + release
                + "</relVersion><apiVersion>d</apiVersion><option>" + option + "</option></StartupPack_PI>");
    }

    /** The status of an authentication by 703 and 704. */
    int prove(String user, String password) throws IOException {
        Frame challenge = request(703, "");
        byte[] sent = Base64.getDecoder().decode(PiReader.read(challenge.message()).text("challenge"));
        return request(704, "<authResponseInp_PI><response>"
                + Base64.getEncoder().encodeToString(digest(sent, password)) + "</response><username>" + user
                + "#tempZone</username></authResponseInp_PI>").intInfo();
    }

    static byte[] digest(byte[] challenge, String password) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(Arrays.copyOf(challenge, 64));
            md5.update(Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), 50));
            byte[] digest = md5.digest();
            for (int i = 0; i < digest.length; i++) {
                digest[i] = digest[i] == 0 ? 1 : digest[i];
            }
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(Frame frame) throws IOException {
        out.write(frame);
        out.flush();
    }

    /** Sends several frames at once, so that they reach the server together. */
    void sendAll(Iterable<Frame> frames) throws IOException {
        for (Frame frame : frames) {
            out.write(frame);
        }
        out.flush();
    }

    /** The next frame, null at the end of the connection. */
    Frame receive() throws IOException {
        return in.read();
    }

    /** Confirms progress, which is four bytes and no frame. */
    void confirm(int number) throws IOException {
        socket.getOutputStream().write(new byte[]{(byte) (number >>> 24), (byte) (number >>> 16),
                (byte) (number >>> 8), (byte) number});
    }

    Frame exchange(Frame frame) throws IOException {
        send(frame);
        return receive();
    }

    Frame request(int api, String message) throws IOException {
        return exchange(Frame.of(Frame.REQUEST, api, message));
    }

    Frame request(int api, String message, byte[] bytes) throws IOException {
        return exchange(new Frame(Frame.REQUEST, api, message.getBytes(StandardCharsets.UTF_8), new byte[0], bytes));
    }

    /** The status that a request on a logical path with conditions (keyword, value, ...) is answered with. */
    int status(int api, String path, String... conditions) throws IOException {
        return request(api, object(path, 0, conditions)).intInfo();
    }

    Frame json(int api, String json) throws IOException {
        return request(api, BinBytes.of(json));
    }

    /** A {@code DataObjInp_PI}. */
    static String object(String path, int openFlags, String... conditions) {
        return new PiWriter().open("DataObjInp_PI").field("objPath", path).field("createMode", 384)
                .field("openFlags", openFlags).field("offset", 0).field("dataSize", 0).field("numThreads", 0)
                .field("oprType", 0).raw(pairs(conditions)).close("DataObjInp_PI").toString();
    }

    /** A {@code CollInpNew_PI}. */
    static String collection(String path, String... conditions) {
        return new PiWriter().open("CollInpNew_PI").field("collName", path).field("flags", 0).field("oprType", 0)
                .raw(pairs(conditions)).close("CollInpNew_PI").toString();
    }

    /** An {@code OpenedDataObjInp_PI}. */
    static String opened(int descriptor, int length, long offset) {
        return new PiWriter().open("OpenedDataObjInp_PI").field("l1descInx", descriptor).field("len", length)
                .field("whence", 0).field("oprType", 0).field("offset", offset).field("bytesWritten", 0)
                .raw(pairs()).close("OpenedDataObjInp_PI").toString();
    }

    /** A {@code ModAVUMetadataInp_PI}. */
    static String metadata(String... arguments) {
        return arguments("ModAVUMetadataInp_PI", arguments);
    }

    /** A {@code generalAdminInp_PI}. */
    static String admin(String... arguments) {
        return arguments("generalAdminInp_PI", arguments);
    }

    private static String arguments(String instruction, String... arguments) {
        PiWriter xml = new PiWriter().open(instruction);
        for (int i = 0; i < 10; i++) {
            xml.field("arg" + i, i < arguments.length ? arguments[i] : "");
        }
        return xml.close(instruction).toString();
    }

    /**
     * A GenQuery1 for columns with conditions (column, text, ...); its rows as one column each. Apostrophes go as they
     * are, which servers of all releases understand.
     */
    PiNode query(int[] columns, String... conditions) throws IOException {
        PiWriter xml = new PiWriter().open("GenQueryInp_PI").field("maxRows", 256).field("continueInx", 0)
                .field("partialStartIndex", 0).field("options", 0).raw(pairs()).open("InxIvalPair_PI")
                .field("iiLen", columns.length);
        for (int column : columns) {
            xml.field("inx", column);
        }
        for (int ignored : columns) {
            xml.field("ivalue", 1);
        }
        xml.close("InxIvalPair_PI").open("InxValPair_PI").field("isLen", conditions.length / 2);
        for (int i = 0; i < conditions.length; i += 2) {
            xml.field("inx", conditions[i]);
        }
        for (int i = 1; i < conditions.length; i += 2) {
            xml.field("svalue", conditions[i]);
        }
        String query = xml.close("InxValPair_PI").close("GenQueryInp_PI").toString();
        return PiReader.read(request(702, query.replace("&apos;", "'")).message());
    }

    private static String pairs(String... conditions) {
        PiWriter xml = new PiWriter().open("KeyValPair_PI").field("ssLen", conditions.length / 2);
        for (int i = 0; i < conditions.length; i += 2) {
            xml.field("keyWord", conditions[i]);
        }
        for (int i = 1; i < conditions.length; i += 2) {
            xml.field("svalue", conditions[i]);
        }
        return xml.close("KeyValPair_PI").toString();
    }

    /** Drops the connection without saying goodbye. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
