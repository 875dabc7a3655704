package io.irodsingest.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Writes text for people to where it is printed. For one thread. */
public final class PrintableWriter extends Writer {
    private static final String LINE = System.lineSeparator();

    private final PrintWriter to;

    private PrintableWriter(PrintWriter to) {
        this.to = to;
    }

    /** What takes text, and prints it {@link Printable}; its errors are those of where it is printed. */
    public static PrintWriter to(PrintWriter printer) {
        return new PrintWriter(new PrintableWriter(printer), true);
    }

    @Override
    public void write(char[] characters, int from, int count) throws IOException {
        String text = new String(characters, from, count);
        // on systems whose lines end in two characters, both are one end
        to.print("\n".equals(LINE)
                ? Printable.text(text)
                : Printable.text(text.replace(LINE, "\n")).replace("\n", LINE));
        check();
    }

    @Override
    public void flush() throws IOException {
        to.flush();
        check();
    }

    @Override
    public void close() throws IOException {
        to.close();
        check();
    }

    private void check() throws IOException {
        if (to.checkError()) {
            throw new IOException("what was printed could not be written");
        }
    }
}
