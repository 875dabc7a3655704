package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Json;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.PiWriter;
import io.irodsingest.miniirods.wire.Release;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What the server says of itself: 700 and 801. */
final class ServerFacts {
    private static final Release CERTIFICATE_SINCE = new Release(4, 3, 4);

    private ServerFacts() {}

    static Reply information(SessionState session, Request request) {
        PiWriter xml = new PiWriter().open("MiscSvrInfo_PI")
                .field("serverType", 1)
                .field("serverBootTime", 0)
                .field("relVersion", session.release().announced())
                .field("apiVersion", "d")
                .field("rodsZone", session.catalog().zone());
        if (session.release().isAtLeast(CERTIFICATE_SINCE)) {
            xml.raw(BinBytes.of("{\"ssl_enabled\":false}".getBytes(StandardCharsets.US_ASCII)));
        }
        return Reply.message(0, xml.close("MiscSvrInfo_PI").toString());
    }

    /** The features of the release that are here, with the values of 5.0.2. */
    static Reply features(SessionState session, Request request) throws JsonProcessingException {
        Map<String, Integer> features = new TreeMap<>(Map.of(
                "IRODS_HAS_API_ENDPOINT_SWITCH_USER", 202211,
                "IRODS_LIBRARY_FEATURE_SWITCH_USER", 202211,
                "IRODS_HAS_FEATURE_PROXY_USER_SUPPORT_FOR_CLIENT_CONNECTION_LIBRARIES", 202306,
                "IRODS_LIBRARY_FEATURE_CLIENT_CONNECTION_LIBRARIES_SUPPORT_PROXY_USERS", 202306));
        if (session.release().isAtLeast(ApiTable.GENQUERY2_SINCE)) {
            features.put("IRODS_LIBRARY_FEATURE_GENQUERY2", 202404);
        }
        String json = Json.of(features);
        return Reply.message(0, new PiWriter().open("STR_PI").field("myStr", json).close("STR_PI").toString());
    }
}
