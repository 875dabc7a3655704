package io.irodsingest.dashboard.form;

import java.util.List;

/**
 * Fields of a form that belong together. Immutable.
 *
 * @param open whether they are seen without a click
 */
public record FieldGroup(String title, boolean open, List<FormField> fields) {
    public FieldGroup {
        fields = List.copyOf(fields);
    }

    static FieldGroup open(String title, FormField... fields) {
        return new FieldGroup(title, true, List.of(fields));
    }

    static FieldGroup closed(String title, FormField... fields) {
        return new FieldGroup(title, false, List.of(fields));
    }

    /** The same, with its fields in an object. */
    FieldGroup in(String object) {
        return new FieldGroup(title, open, fields.stream().map(field -> field.in(object)).toList());
    }

    /** The same without a field. */
    FieldGroup without(List<String> names) {
        return new FieldGroup(title, open, fields.stream().filter(field -> !names.contains(field.name())).toList());
    }

    /** Whether it is to be seen, for what it is or because something is given in it. */
    public boolean isShown(FormValues values) {
        return open || fields.stream().anyMatch(field -> !values.of(field).isEmpty());
    }
}
