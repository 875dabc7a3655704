package io.irodsingest.miniirods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.PiReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Compares recorded with given values, and learns which id or token of ours stands for which recorded one. */
final class RecordedValues {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("\\d{5,6}");
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}");
    private static final Pattern CHALLENGE = Pattern.compile("[0-9a-f]{64}");
    /** Times of the recording's own run; others, which a request gave, are compared as they are. */
    private static final Pattern RECORDED_NOW = Pattern.compile("0?179532\\d{4}|0?179533\\d{4}");
    private static final Pattern NOW = Pattern.compile("0?1\\d{9}");

    private final Map<String, List<String>> places;
    private final Map<String, String> oursByRecorded = new HashMap<>();
    private final Map<String, String> recordedByOurs = new HashMap<>();

    /** @param places what stands for a place in both: its name in the recorded requests, and its other names */
    RecordedValues(Map<String, List<String>> places) {
        this.places = places;
    }

    /** A recorded request with our ids, tokens and places. */
    String ours(String message) {
        String ours = message;
        for (Map.Entry<String, List<String>> place : places.entrySet()) {
            ours = ours.replace(place.getKey() + "/", place.getValue().getFirst() + "/");
        }
        for (Map.Entry<String, String> known : oursByRecorded.entrySet()) {
            ours = ours.replace(">" + known.getKey() + "<", ">" + known.getValue() + "<");
        }
        return ours;
    }

    /** The challenge in a reply, when there is one. */
    Optional<String> challenge(Frame reply) throws IOException {
        if (reply == null || reply.message().length == 0) {
            return Optional.empty();
        }
        PiNode message = PiReader.read(reply.message());
        if (!"BinBytesBuf_PI".equals(message.name())) {
            return Optional.empty();
        }
        JsonNode challenge = JSON.readTree(BinBytes.text(message)).path("request_result");
        return challenge.isMissingNode() ? Optional.empty() : Optional.of(challenge.asText());
    }

    /** Changes the JSON that a message carries. */
    static String inJson(String message, Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(
                BinBytes.text(PiReader.read(message.getBytes(StandardCharsets.UTF_8))));
        change.accept(json);
        byte[] bytes = JSON.writeValueAsBytes(json);
        return BinBytes.of(bytes);
    }

    /** @return null when they agree */
    String difference(JsonNode recorded, Frame given) throws IOException {
        if (!recorded.path("type").asText().equals(given.type())) {
            return "type " + given.type();
        }
        if (recorded.path("intInfo").asInt() != given.intInfo()) {
            return "status " + given.intInfo() + " instead of " + recorded.path("intInfo").asInt() + " "
                    + new String(given.error(), StandardCharsets.UTF_8);
        }
        String message = difference(recorded.path("msg").asText().getBytes(StandardCharsets.UTF_8), given.message());
        return message != null
                ? message
                : difference(recorded.path("error").asText().getBytes(StandardCharsets.UTF_8), given.error());
    }

    private String difference(byte[] recorded, byte[] given) throws IOException {
        List<String[]> expected = new ArrayList<>();
        List<String[]> actual = new ArrayList<>();
        flatten("", PiReader.read(recorded), expected);
        flatten("", PiReader.read(given), actual);
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            String[] e = expected.get(i);
            String[] a = actual.get(i);
            if (!e[0].equals(a[0]) || !same(e[0], e[1], a[1])) {
                return a[0] + " = " + a[1] + " instead of " + e[0] + " = " + e[1];
            }
        }
        return expected.size() == actual.size()
                ? null
                : actual.size() + " values instead of " + expected.size();
    }

    private static void flatten(String path, PiNode node, List<String[]> into) throws IOException {
        String here = path + "/" + node.name();
        if (node.name().equals("BinBytesBuf_PI")) {
            flatten(here, JSON.readTree(BinBytes.text(node)), into);
        } else if (node.name().equals("myStr") && node.text().startsWith("[")) {
            flatten(here, JSON.readTree(node.text()), into);
        } else if (node.children().isEmpty()) {
            into.add(new String[]{here, node.text()});
        } else {
            for (PiNode child : node.children()) {
                flatten(here, child, into);
            }
        }
    }

    private static void flatten(String path, JsonNode node, List<String[]> into) {
        if (node.isObject()) {
            node.properties().forEach(entry -> flatten(path + "/" + entry.getKey(), entry.getValue(), into));
        } else if (node.isArray()) {
            into.add(new String[]{path + "/size", Integer.toString(node.size())});
            node.forEach(element -> flatten(path + "/-", element, into));
        } else {
            into.add(new String[]{path, node.isTextual() ? node.asText() : node.toString()});
        }
    }

    private boolean same(String path, String recorded, String given) {
        if (path.endsWith("/digest")) {
            return Base64.getDecoder().decode(given).length == 16;
        }
        if (path.endsWith("/reslen") && recorded.equals("50")) {
            return Integer.parseInt(given) >= 50;
        }
        if (ID.matcher(recorded).matches() && ID.matcher(given).matches()
                || TOKEN.matcher(recorded).matches() && TOKEN.matcher(given).matches()) {
            return given.equals(oursByRecorded.computeIfAbsent(recorded, id -> given))
                    && recorded.equals(recordedByOurs.computeIfAbsent(given, id -> recorded));
        }
        if (RECORDED_NOW.matcher(recorded).matches()) {
            return NOW.matcher(given).matches() && given.startsWith("0") == recorded.startsWith("0");
        }
        if (CHALLENGE.matcher(recorded).matches()) {
            return CHALLENGE.matcher(given).matches();
        }
        return place(recorded).equals(place(given));
    }

    private String place(String value) {
        for (Map.Entry<String, List<String>> place : places.entrySet()) {
            for (String name : place.getValue()) {
                if (value.equals(name) || value.startsWith(name + "/")) {
                    return place.getKey() + value.substring(name.length());
                }
            }
        }
        return value;
    }
}
