package io.irodsingest.filedoor.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a YAML file, which can say what is wrong with it, and in which line.
 *
 * @param what stands there, for messages
 */
record YamlPlace(String what, Node node) {

    /** @throws IllegalArgumentException in one line, when it is no YAML, or cannot be read */
    static YamlPlace read(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            if (root == null) {
                throw new IllegalArgumentException("the file is empty");
            }
            return new YamlPlace("the file", root);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no such file", missing);
        } catch (CharacterCodingException notText) {
            throw new IllegalArgumentException("the file is not UTF-8", notText);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the file cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null ? 1 : malformed.getProblemMark().getLine() + 1;
            throw new IllegalArgumentException("line " + line + ": " + malformed.getProblem(), malformed);
        } catch (YAMLException malformed) {
            throw new IllegalArgumentException(malformed.getMessage().lines().findFirst().orElse("not YAML"),
                    malformed);
        }
    }

    IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException("line " + (node.getStartMark().getLine() + 1) + ": " + problem);
    }

    /** The values by key. A key that is not known, or is there twice, is an error. */
    Map<String, YamlPlace> mapping(Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(what + " must have keys: some of " + String.join(", ", new TreeSet<>(known)));
        }
        Map<String, YamlPlace> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlPlace key = new YamlPlace("a key", tuple.getKeyNode());
            String name = key.text();
            if (!known.contains(name)) {
                throw key.wrong("unknown key '" + name + "'; known here are "
                        + String.join(", ", new TreeSet<>(known)));
            }
            if (values.put(name, new YamlPlace(name, tuple.getValueNode())) != null) {
                throw key.wrong("key '" + name + "' is there twice");
            }
        }
        return values;
    }

    YamlPlace required(Map<String, YamlPlace> values, String key) {
        return Optional.ofNullable(values.get(key)).orElseThrow(() -> wrong("'" + key + "' is missing"));
    }

    List<YamlPlace> items() {
        if (!(node instanceof SequenceNode list)) {
            throw wrong(what + " must be a list");
        }
        return list.getValue().stream().map(item -> new YamlPlace("an item of " + what, item)).toList();
    }

    /** One line that is not empty. */
    String text() {
        if (!(node instanceof ScalarNode scalar) || node.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()
                || scalar.getValue().lines().count() > 1) {
            throw wrong(what + " must be a text of one line");
        }
        return scalar.getValue();
    }

    /** What a parser makes of the text; it refuses one by an {@link IllegalArgumentException} that says what is wanted. */
    <T> T parsed(Function<String, T> parser) {
        String text = text();
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException refused) {
            throw wrong(what + " '" + text + "': " + refused.getMessage());
        }
    }

    /** Maps, lists, texts, numbers and truth values, as YAML has them. */
    Object value() {
        return new Values().value(node);
    }

    /** Makes objects of a part of a file that has been read. */
    private static final class Values extends SafeConstructor {
        Values() {
            super(new LoaderOptions());
        }

        Object value(Node node) {
            return constructDocument(node);
        }
    }
}
