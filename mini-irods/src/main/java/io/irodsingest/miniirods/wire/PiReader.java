package io.irodsingest.miniirods.wire;

import java.io.IOException;

/**
 * Reads the XML of packing instructions. Unlike an XML 1.0 parser it takes control characters, raw or as character
 * references, and keeps carriage returns: a logical path may hold any character but NUL. Attributes are not part of
 * the protocol and skipped.
 */
public final class PiReader {
    private static final int MAX_DEPTH = 32;

    private final String xml;
    private int at;

    private PiReader(String xml) {
        this.xml = xml;
    }

    /**
     * @param bytes XML in UTF-8, possibly ended by NUL
     * @return the root element; an empty one when there are no bytes
     * @throws IOException when it is not well-formed
     */
    public static PiNode read(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return PiNode.absent();
        }
        PiReader reader = new PiReader(WireText.decode(bytes));
        try {
            reader.skipProlog();
            return reader.element(0);
        } catch (StringIndexOutOfBoundsException | IllegalArgumentException e) {
            throw new MalformedRequestException("malformed packing instruction near character " + reader.at);
        }
    }

    private void skipProlog() {
        at = xml.indexOf('<');
        while (xml.charAt(at + 1) == '?' || xml.charAt(at + 1) == '!') {
            at = xml.indexOf('<', xml.indexOf('>', at));
        }
    }

    /** Starts at the opening bracket, ends after the closing one. */
    private PiNode element(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new MalformedRequestException("packing instruction nested too deeply");
        }
        int end = require('>');
        boolean empty = xml.charAt(end - 1) == '/';
        PiNode node = new PiNode(name(at + 1, empty ? end - 1 : end));
        at = end + 1;
        if (empty) {
            return node;
        }
        int close = require('<');
        if (xml.charAt(close + 1) == '/' && !escaped(at, close)) {
            node.setText(xml.substring(at, close));
            at = close;
            at = require('>') + 1;
            return node;
        }
        return withContent(node, depth);
    }

    private PiNode withContent(PiNode node, int depth) throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int open = require('<');
            unescape(at, open, text);
            at = open;
            if (xml.charAt(open + 1) == '/') {
                at = require('>') + 1;
                if (node.children().isEmpty()) {
                    node.setText(text.toString());
                }
                return node;
            }
            node.add(element(depth + 1));
        }
    }

    private boolean escaped(int from, int to) {
        return xml.indexOf('&', from, to) >= 0;
    }

    private int require(char wanted) throws IOException {
        int found = xml.indexOf(wanted, at);
        if (found < 0) {
            throw new MalformedRequestException("packing instruction ends within an element");
        }
        return found;
    }

    private String name(int from, int to) {
        int end = from;
        while (end < to && xml.charAt(end) > ' ') {
            end++;
        }
        return xml.substring(from, end);
    }

    private void unescape(int from, int to, StringBuilder into) {
        int plain = from;
        for (int i = xml.indexOf('&', from); i >= 0 && i < to; i = xml.indexOf('&', i)) {
            into.append(xml, plain, i);
            int end = xml.indexOf(';', i);
            if (end < 0 || end >= to) {
                plain = i;
                break;
            }
            entity(xml.substring(i + 1, end), into);
            plain = end + 1;
            i = plain;
        }
        into.append(xml, plain, to);
    }

    private static void entity(String name, StringBuilder into) {
        switch (name) {
            case "amp" -> into.append('&');
            case "lt" -> into.append('<');
            case "gt" -> into.append('>');
            case "quot" -> into.append('"');
            case "apos" -> into.append('\'');
            default -> {
                if (!name.startsWith("#")) {
                    into.append('&').append(name).append(';');
                } else if (name.startsWith("#x") || name.startsWith("#X")) {
                    into.appendCodePoint(Integer.parseInt(name, 2, name.length(), 16));
                } else {
                    into.appendCodePoint(Integer.parseInt(name, 1, name.length(), 10));
                }
            }
        }
    }
}
