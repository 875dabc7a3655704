package io.irodsingest.dashboard.form;

import java.util.List;

/**
 * A field of a form. Immutable.
 *
 * @param name that of the field in JSON; where it stands in an object there, with the object's name and a dot before it
 * @param label what people read beside it
 * @param choices what may be chosen; empty for what is written
 * @param hint what it means, or what stands when nothing is given; may be empty
 */
public record FormField(String name, String label, Kind kind, List<String> choices, String hint) {
    /** What its value is in JSON. */
    public enum Kind {
        TEXT,
        /** The number, or what was written in its place, which the orchestrator refuses. */
        NUMBER,
        /** True when it is ticked; left out otherwise. */
        FLAG,
        /** An object when it is ticked, which other fields may stand in. */
        OBJECT,
        /** A list of the lines that are not empty. */
        LINES,
        /** Any JSON. */
        JSON,
        /** A list of any JSON, one in each line. */
        JSON_LINES
    }

    public FormField {
        choices = List.copyOf(choices);
    }

    static FormField text(String name, String label, String hint) {
        return of(name, label, Kind.TEXT, hint);
    }

    static FormField number(String name, String label, String hint) {
        return of(name, label, Kind.NUMBER, hint);
    }

    static FormField flag(String name, String label, String hint) {
        return of(name, label, Kind.FLAG, hint);
    }

    static FormField lines(String name, String label, String hint) {
        return of(name, label, Kind.LINES, hint);
    }

    static FormField of(String name, String label, Kind kind, String hint) {
        return new FormField(name, label, kind, List.of(), hint);
    }

    /** One of some, or none. */
    static FormField choice(String name, String label, String hint, String... choices) {
        return new FormField(name, label, Kind.TEXT, List.of(choices), hint);
    }

    /** The same in an object. */
    FormField in(String object) {
        return new FormField(object + '.' + name, label, kind, choices, hint);
    }

    /** By which a page's label, hint and script know it. */
    public String id() {
        return "field-" + name.replace('.', '-').replace('_', '-');
    }

    public boolean isTicked() {
        return kind == Kind.FLAG || kind == Kind.OBJECT;
    }

    public boolean hasLines() {
        return kind == Kind.LINES || kind == Kind.JSON || kind == Kind.JSON_LINES;
    }
}
