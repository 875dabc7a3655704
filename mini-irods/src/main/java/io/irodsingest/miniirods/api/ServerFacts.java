package io.irodsingest.miniirods.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.PiWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the server says of itself: 700 and 801. */
final class ServerFacts {
    /** The release whose answers this server is held against. */
    static final String RELEASE = "rods5.0.2";

    private ServerFacts() {}

    static Reply information(SessionState session, Request request) {
        return Reply.message(0, new PiWriter().open("MiscSvrInfo_PI")
                .field("serverType", 1)
                .field("serverBootTime", 0)
                .field("relVersion", RELEASE)
                .field("apiVersion", "d")
                .field("rodsZone", session.catalog().zone())
                .raw(BinBytes.of("{\"ssl_enabled\":false}".getBytes(StandardCharsets.US_ASCII)))
                .close("MiscSvrInfo_PI").toString());
    }

    /** The features of 5.0.2 that are here, with the values of that release. */
    static Reply features(SessionState session, Request request) throws JsonProcessingException {
        String json = Json.of(Map.of(
                "IRODS_HAS_API_ENDPOINT_SWITCH_USER", 202211,
                "IRODS_LIBRARY_FEATURE_SWITCH_USER", 202211,
                "IRODS_HAS_FEATURE_PROXY_USER_SUPPORT_FOR_CLIENT_CONNECTION_LIBRARIES", 202306,
                "IRODS_LIBRARY_FEATURE_CLIENT_CONNECTION_LIBRARIES_SUPPORT_PROXY_USERS", 202306,
                "IRODS_LIBRARY_FEATURE_GENQUERY2", 202404));
        return Reply.message(0, new PiWriter().open("STR_PI").field("myStr", json).close("STR_PI").toString());
    }
}
