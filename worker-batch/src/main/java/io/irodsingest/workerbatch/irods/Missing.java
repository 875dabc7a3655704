package io.irodsingest.workerbatch.irods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.common.sort.SortedText;
import io.irodsingest.common.sort.Sorter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What a manifest lists and the catalog does not have, and the reverse. A manifest is a CSV file with a header: {@code path}, relative to
 * the collection, and {@code size} in bytes if sizes are to be compared.
 */
public final class Missing extends CollectionQuestion {
    private static final String MANIFEST = "manifest";
    private static final String PATH = "path";
    private static final String SIZE = "size";
    private static final String SEPARATOR = "\0";

    /** For the service loader. */
    public Missing() {
        super(List.of(MANIFEST));
    }

    @Override
    public String op() {
        return "missing";
    }

    @Override
    Search search(String collection, RowFields question, Manifests manifests) throws UnusableRowException, IOException {
        String name = question.required(MANIFEST);
        Sorter listed = new Sorter();
        boolean whole = false;
        try (Reader file = manifests.open(name, question.limits())) {
            read(file, listed, "manifest " + RowFields.printable(name));
            whole = true;
        } finally {
            if (!whole) {
                listed.close();
            }
        }
        return new Comparing(collection.equals("/") ? collection : collection + '/', listed);
    }

    private static void read(Reader file, Sorter into, String name) throws UnusableRowException, IOException {
        try (CSVParser parser = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(file)) {
            List<String> columns = parser.getHeaderNames();
            if (!columns.contains(PATH) || !Set.of(PATH, SIZE).containsAll(columns)) {
                throw new UnusableRowException(
                        name + " needs a header with the column " + PATH + ", and may have " + SIZE
                                + " beside it");
            }
            for (CSVRecord entry : parser) {
                into.add(new SortedText(0, text(entry, columns, name)));
            }
        } catch (IllegalArgumentException | UncheckedIOException damaged) {
            if (damaged.getCause() instanceof CharacterCodingException) {
                throw new UnusableRowException(name + " is not in UTF-8");
            }
            throw new UnusableRowException(name + " is no CSV file: "
                    + RowFields.printable(String.valueOf(damaged.getMessage())));
        } catch (CharacterCodingException notUtf8) {
            throw new UnusableRowException(name + " is not in UTF-8");
        }
    }

    private static String text(CSVRecord entry, List<String> columns, String name) throws UnusableRowException {
        String line = name + ", entry " + entry.getRecordNumber() + ": ";
        if (!entry.isConsistent()) {
            throw new UnusableRowException(
                    line + "it has " + entry.size() + " columns, and the header " + columns.size());
        }
        String path = entry.get(PATH);
        String size = columns.contains(SIZE) ? entry.get(SIZE).strip() : "";
        if (path.isEmpty() || path.startsWith("/") || path.contains(SEPARATOR)) {
            throw new UnusableRowException(line + "a path must be relative to the collection");
        }
        if (!size.matches("\\d{0,18}")) {
            throw new UnusableRowException(
                    line + "size is " + RowFields.printable(size) + " and must be a number of bytes");
        }
        return path + SEPARATOR + size;
    }

    /** An entry of the manifest. */
    private record Listed(String path, OptionalLong size) {
        static Listed of(String text) {
            String[] fields = text.split(SEPARATOR, 2);
            return new Listed(fields[0],
                    fields[1].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[1])));
        }
    }

    /**
     * Goes through manifest and catalog side by side.
     *
     * @param above the path of the collection with a slash behind it
     */
    private record Comparing(String above, Sorter manifest) implements Search {
        @Override
        public List<String> columns() {
            return List.of(PATH, "problem", "listed_size", "object_size");
        }

        @Override
        public void through(SortedObjects objects, Table found, ObjectNode totals) throws IOException {
            Counts counts = new Counts();
            Iterator<SortedText> entries = manifest.sorted();
            Iterator<CatalogObject> inCatalog = objects.iterator();
            Optional<Listed> listed = listed(entries);
            Optional<CatalogObject> object = object(inCatalog);
            while (listed.isPresent() || object.isPresent()) {
                int order = listed.isEmpty()
                        ? 1
                        : object.isEmpty() ? -1 : listed.get().path().compareTo(relative(object.get()));
                if (order < 0) {
                    counts.missing++;
                    found.row(listed.get().path(), "no object", size(listed.get()), null);
                } else if (order > 0) {
                    counts.unlisted++;
                    found.row(relative(object.get()), "not listed", null, object.get().best().size());
                } else {
                    counts.compare(listed.get(), object.get(), found);
                }
                counts.listed += order <= 0 ? 1 : 0;
                counts.objects += order >= 0 ? 1 : 0;
                listed = order <= 0 ? another(listed.get(), entries) : listed;
                object = order >= 0 ? object(inCatalog) : object;
            }
            counts.write(totals);
        }

        private String relative(CatalogObject object) {
            return object.path().substring(above.length());
        }

        private static Long size(Listed listed) {
            return listed.size().isPresent() ? listed.size().getAsLong() : null;
        }

        private static Optional<Listed> listed(Iterator<SortedText> entries) {
            return entries.hasNext() ? Optional.of(Listed.of(entries.next().text())) : Optional.empty();
        }

        /** The next one with another path: a manifest may say a thing twice. */
        private static Optional<Listed> another(Listed before, Iterator<SortedText> entries) {
            Optional<Listed> next = listed(entries);
            while (next.isPresent() && next.get().path().equals(before.path())) {
                next = listed(entries);
            }
            return next;
        }

        private static Optional<CatalogObject> object(Iterator<CatalogObject> objects) {
            return objects.hasNext() ? Optional.of(objects.next()) : Optional.empty();
        }

        @Override
        public void close() throws IOException {
            manifest.close();
        }
    }

    private static final class Counts {
        private long listed;
        private long objects;
        private long missing;
        private long unlisted;
        private long otherSize;
        private long notGood;

        /** Of something that both have. */
        void compare(Listed entry, CatalogObject object, Table found) throws IOException {
            long size = object.best().size();
            if (object.good().isEmpty()) {
                notGood++;
                found.row(entry.path(), "no good replica", Comparing.size(entry), size);
            } else if (entry.size().isPresent() && entry.size().getAsLong() != size) {
                otherSize++;
                found.row(entry.path(), "size", Comparing.size(entry), size);
            }
        }

        void write(ObjectNode to) {
            to.put("listed", listed).put("objects", objects).put("missing", missing).put("unlisted", unlisted)
                    .put("other_size", otherSize).put("not_good", notGood);
        }
    }
}
