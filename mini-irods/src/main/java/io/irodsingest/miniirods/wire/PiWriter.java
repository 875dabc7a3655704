package io.irodsingest.miniirods.wire;

/** Writes packing instructions as the server of iRODS 5.0.2 does: one element a line. Not thread-safe. */
public final class PiWriter {
    private final StringBuilder xml;

    public PiWriter() {
        this(256);
    }

    public PiWriter(int capacity) {
        this.xml = new StringBuilder(capacity);
    }

    public PiWriter open(String name) {
        xml.append('<').append(name).append(">\n");
        return this;
    }

    public PiWriter close(String name) {
        xml.append("</").append(name).append(">\n");
        return this;
    }

    public PiWriter field(String name, String value) {
        xml.append('<').append(name).append('>');
        escape(value);
        xml.append("</").append(name).append(">\n");
        return this;
    }

    public PiWriter field(String name, long value) {
        xml.append('<').append(name).append('>').append(value).append("</").append(name).append(">\n");
        return this;
    }

    /** Appends XML that is ready. */
    public PiWriter raw(String ready) {
        xml.append(ready);
        return this;
    }

    /** Tab and newline stay as they are; other control characters would not survive every reader unescaped. */
    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\'' -> xml.append("&apos;");
                case '\t', '\n' -> xml.append(c);
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        xml.append("&#x").append(Integer.toHexString(c)).append(';');
                    } else {
                        xml.append(c);
                    }
                }
            }
        }
    }

    @Override
    public String toString() {
        return xml.toString();
    }

    public byte[] toBytes() {
        return WireText.encode(xml.toString());
    }
}
