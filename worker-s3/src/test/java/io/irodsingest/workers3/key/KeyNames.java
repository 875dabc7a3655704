package io.irodsingest.workers3.key;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names as people give them, many at a time. */
public enum KeyNames {
    CAMERA("IMG_%06d.jpg"), LEADING_ZEROS("sample-%05d/"), UNPADDED("run%d.fastq.gz"), CYRILLIC("Образец-%d.txt"), HEX(
            "") {
        @Override
        String name(int number, Random random) {
            return "%016x%016x".formatted(random.nextLong(), random.nextLong());
        }
    },
    RUSSIAN_WORDS("") {
        @Override
        String name(int number, Random random) {
            return random.ints(8, 'а', 'я' + 1).collect(StringBuilder::new, StringBuilder::appendCodePoint,
                    StringBuilder::append).append(".txt").toString();
        }
    },
    CHINESE("") {
        @Override
        String name(int number, Random random) {
            return random.ints(6, 0x4E00, 0x9FA6).collect(StringBuilder::new, StringBuilder::appendCodePoint,
                    StringBuilder::append).append(".tif").toString();
        }
    },
    UUIDS("") {
        @Override
        String name(int number, Random random) {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
    },
    MIXED_CASE("") {
        @Override
        String name(int number, Random random) {
            String letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_ ";
            return random.ints(12, 0, letters.length()).map(letters::charAt).collect(StringBuilder::new,
                    StringBuilder::appendCodePoint, StringBuilder::append).toString();
        }
    },
    DATES("") {
        @Override
        String name(int number, Random random) {
            return LocalDateTime.of(2019, 1, 1, 0, 0).plusHours(number).toString() + ".nc";
        }
    };

    private final String format;

    KeyNames(String format) {
        this.format = format;
    }

    String name(int number, Random random) {
        return format.formatted(number);
    }

    /** Different names below a prefix, in order. */
    public List<String> list(String prefix, int count) {
        Random random = new Random(count + ordinal());
        Stream<String> names = IntStream.iterate(1, i -> i + 1).mapToObj(number -> prefix + name(number, random));
        return names.distinct().limit(count).sorted(KeyOrder.KEYS).toList();
    }
}
