package io.irodsingest.batchtasks;

import io.irodsingest.common.task.Deflated;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An output file of a slow query, as it lies in the page of files: in parts, compressed, in fields of their own. The field {@link #INDEX}
 * lists the files of the answer that counts; parts of answers that came to nothing are in no list.
 *
 * @param name up to 100 letters, digits and . - _
 * @param answer which answer wrote the parts
 * @param parts how many, numbered from 0
 * @param bytes of the file
 */
public record QueryFile(String name, String answer, int parts, long bytes) {
    /** The field that lists the files. */
    public static final String INDEX = "/";
    /** Bytes of a file in a part, before they are compressed. */
    public static final int PART_BYTES = 256 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<QueryFile>> FILES = new TypeReference<>() {
    };

    /** Whether an output file of a batch or a slow query can be called so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The field of a part. */
    public String field(int part) {
        return answer + '/' + name + '/' + part;
    }

    /** A list of files, for the index. */
    public static byte[] encode(List<QueryFile> files) {
        try {
            return JSON.writeValueAsBytes(files);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a list of files could not be written as JSON", impossible);
        }
    }

    /** @throws IllegalArgumentException when it is no list of files */
    public static List<QueryFile> decode(byte[] index) {
        try {
            return JSON.readValue(index, FILES);
        } catch (java.io.IOException damaged) {
            throw new IllegalArgumentException("the list of a query's files is damaged", damaged);
        }
    }

    /** A part, compressed. */
    public static byte[] compressed(byte[] part) {
        return Deflated.of(part);
    }

    /** @throws IllegalArgumentException when it is no part */
    public static byte[] plain(byte[] compressed) {
        return Deflated.bytes(compressed);
    }
}
