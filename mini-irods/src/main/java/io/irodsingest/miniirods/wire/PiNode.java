package io.irodsingest.miniirods.wire;

import java.util.ArrayList;
import java.util.List;

/** An element of a packing instruction: either a text or child elements. A field that is missing reads as empty. */
public final class PiNode {
    private static final PiNode ABSENT = new PiNode("");

    private final String name;
    private String text = "";
    private List<PiNode> children = List.of();

    PiNode(String name) {
        this.name = name;
    }

    void setText(String value) {
        text = value;
    }

    void add(PiNode child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(8);
        }
        children.add(child);
    }

    /** An element without anything, what a request without a message stands for. */
    public static PiNode absent() {
        return ABSENT;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public List<PiNode> children() {
        return children;
    }

    /** The first child of that name, or an empty element. */
    public PiNode child(String childName) {
        for (PiNode child : children) {
            if (child.name.equals(childName)) {
                return child;
            }
        }
        return ABSENT;
    }

    public String text(String childName) {
        return child(childName).text;
    }

    /** The texts of all children of that name, in order. */
    public List<String> texts(String childName) {
        List<String> texts = new ArrayList<>();
        for (PiNode child : children) {
            if (child.name.equals(childName)) {
                texts.add(child.text);
            }
        }
        return texts;
    }

    public int number(String childName, int fallback) {
        return (int) longNumber(childName, fallback);
    }

    /** The number in a child, or the fallback when it is missing, empty or no number. */
    public long longNumber(String childName, long fallback) {
        String value = text(childName);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            return fallback;
        }
    }
}
