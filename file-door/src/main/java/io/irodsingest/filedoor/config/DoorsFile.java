package io.irodsingest.filedoor.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.common.config.Durations;
import io.irodsingest.filedoor.check.Checkers;
import io.irodsingest.filedoor.config.DoorConfig.Places;
import io.irodsingest.filedoor.config.DoorConfig.Watched;
import io.irodsingest.handlerapi.batch.FileChecker;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the file that names doors. */
public final class DoorsFile {
    /** How long a file must not have changed, where a door does not say it. */
    public static final Duration SETTLE = Duration.ofSeconds(10);

    private static final Set<String> KEYS = Set.of("name", "directory", "bucket", "endpoint", "region", "pattern",
            "checker",
            "app", "op", "context", "options", "settle", "done", "rejected");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,49}");
    /** It travels in the address of a request, which servers allow to be 8 KiB long. */
    private static final int MOST_CONTEXT = 2048;
    private static final JsonMapper JSON = new JsonMapper();

    private final Checkers checkers;
    private final Map<String, YamlPlace> names = new HashMap<>();
    private final Set<Watched> buckets = new HashSet<>();
    private final List<Path> directories = new ArrayList<>();

    private DoorsFile(Checkers checkers) {
        this.checkers = checkers;
    }

    /** All that may be said of a door, and in its options. */
    public static Set<String> keys() {
        return Stream.concat(KEYS.stream(), BatchOption.keys().stream()).collect(Collectors.toSet());
    }

    /** @throws IllegalArgumentException with one line: where, what is wrong, and what to do */
    public static List<DoorConfig> read(Path file, Checkers checkers) {
        YamlPlace root = YamlPlace.read(file);
        DoorsFile reader = new DoorsFile(checkers);
        List<DoorConfig> doors = new ArrayList<>();
        for (YamlPlace door : root.required(root.mapping(Set.of("doors")), "doors").items()) {
            doors.add(reader.door(door));
        }
        if (doors.isEmpty()) {
            throw root.wrong("there are no doors; 'doors' is a list of them");
        }
        return doors;
    }

    private DoorConfig door(YamlPlace place) {
        Map<String, YamlPlace> values = place.mapping(KEYS);
        String name = name(place.required(values, "name"));
        Watched places = values.containsKey("bucket")
                ? bucket(values.get("bucket"), values)
                : places(place, values);
        PathMatcher pattern = Optional.ofNullable(values.get("pattern")).map(one -> one.parsed(DoorsFile::glob))
                .orElseGet(() -> glob("*"));
        FileChecker checker = place.required(values, "checker").parsed(this::checker);
        String app = place.required(values, "app").text();
        Processor processor = place.required(values, "op").parsed(op -> new Processor(app, op));
        Duration settle = Optional.ofNullable(values.get("settle")).map(one -> one.parsed(Durations::parse))
                .orElse(SETTLE);
        return new DoorConfig(name, places, pattern, checker, processor, options(values), settle);
    }

    private String name(YamlPlace place) {
        String name = place.text();
        if (!NAME.matcher(name).matches()) {
            throw place.wrong("name '" + name
                    + "' must be up to 50 letters, digits and . - _ of which the first is a letter or digit");
        }
        if (names.putIfAbsent(name, place) != null) {
            throw place.wrong("there is another door '" + name + "'; each needs a name of its own");
        }
        return name;
    }

    private FileChecker checker(String name) {
        return checkers.find(name).orElseThrow(() -> new IllegalArgumentException(
                "there is no such checker; known are " + String.join(", ", checkers.names())));
    }

    private static PathMatcher glob(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException("it is no pattern like *.csv: " + malformed.getDescription(), malformed);
        }
    }

    private Watched bucket(YamlPlace place, Map<String, YamlPlace> values) {
        Watched bucket = BucketKeys.read(place, values);
        if (!buckets.add(bucket)) {
            throw place
                    .wrong("another door has this bucket and prefix; doors in one process need prefixes of their own");
        }
        return bucket;
    }

    private Places places(YamlPlace place, Map<String, YamlPlace> values) {
        BucketKeys.refuseWithoutBucket(values);
        YamlPlace directory = Optional.ofNullable(values.get("directory"))
                .orElseThrow(() -> place.wrong("'directory' or 'bucket' is missing"));
        Path incoming = directory.parsed(Path::of).normalize();
        if (!incoming.isAbsolute() || !Files.isDirectory(incoming)) {
            throw directory.wrong("directory '" + incoming + (incoming.isAbsolute()
                    ? "' is not there, or is no directory; make it first"
                    : "' must be an absolute path"));
        }
        if (directories.contains(incoming)) {
            throw directory
                    .wrong("another door has the directory '" + incoming + "'; doors in one process need directories"
                            + " of their own");
        }
        directories.add(incoming);
        Path done = below(incoming, values, "done");
        Path rejected = below(incoming, values, "rejected");
        if (done.equals(rejected)) {
            throw place.wrong("'done' and 'rejected' must be two directories");
        }
        return new Places(incoming, done, rejected);
    }

    private static Path below(Path incoming, Map<String, YamlPlace> values, String key) {
        YamlPlace given = values.get(key);
        if (given == null) {
            return incoming.resolve(key);
        }
        Path path = given.parsed(incoming::resolve).normalize();
        if (path.equals(incoming)) {
            throw given.wrong(key + " must be another directory than the one that is watched");
        }
        return path;
    }

    private static Map<String, String> options(Map<String, YamlPlace> values) {
        Map<String, String> options = new HashMap<>();
        if (values.containsKey("options")) {
            values.get("options").mapping(BatchOption.keys()).forEach((key, place) -> {
                String value = place.text();
                BatchOption.valueOf(key.toUpperCase(Locale.ROOT)).problem(value).ifPresent(problem -> {
                    throw place.wrong(key + " '" + value + "': " + problem);
                });
                options.put(key, value);
            });
        }
        if (values.containsKey("context")) {
            options.put("context", context(values.get("context")));
        }
        return options;
    }

    private static String context(YamlPlace place) {
        try {
            String json = JSON.writeValueAsString(place.value());
            if (json.length() > MOST_CONTEXT) {
                throw place.wrong("context may have " + MOST_CONTEXT + " characters as JSON, and has " + json.length());
            }
            return json;
        } catch (JsonProcessingException noJson) {
            throw place.wrong("context cannot be written as JSON: " + noJson.getOriginalMessage());
        }
    }
}
