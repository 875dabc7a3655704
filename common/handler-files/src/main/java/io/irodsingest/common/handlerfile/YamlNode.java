package io.irodsingest.common.handlerfile;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A place in a YAML file that can say what is wrong with it, and in which line. */
final class YamlNode {
    private static final double MOST = 1e9;
    private static final double NANOS = 1e9;

    private final String fileName;
    private final String what;
    private final Node node;

    private YamlNode(String fileName, String what, Node node) {
        this.fileName = fileName;
        this.what = what;
        this.node = node;
    }

    static YamlNode read(String fileName, byte[] content) throws InvalidHandlerException {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                throw new InvalidHandlerException(fileName + ": the file is empty");
            }
            return new YamlNode(fileName, "the file", root);
        } catch (CharacterCodingException notText) {
            throw new InvalidHandlerException(fileName + ": the file is not UTF-8");
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null ? 1 : malformed.getProblemMark().getLine() + 1;
            throw new InvalidHandlerException(fileName + ':' + line + ": " + malformed.getProblem());
        } catch (YAMLException malformed) {
            throw new InvalidHandlerException(
                    fileName + ": " + malformed.getMessage().lines().findFirst().orElse("not YAML"));
        }
    }

    InvalidHandlerException wrong(String problem) {
        return new InvalidHandlerException(
                fileName + ':' + (node.getStartMark().getLine() + 1) + ": " + problem);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The values by key. Any key but these, and a key that is there twice, is an error. */
    Map<String, YamlNode> mapping(String... known) throws InvalidHandlerException {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(what + " must have keys: some of " + String.join(", ", known));
        }
        Map<String, YamlNode> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(fileName, "a key", tuple.getKeyNode());
            String name = key.text();
            if (!Arrays.asList(known).contains(name)) {
                throw key.wrong("unknown key '" + name + "'; known here are "
                        + String.join(", ", new TreeSet<>(Arrays.asList(known))));
            }
            if (values.put(name, new YamlNode(fileName, name, tuple.getValueNode())) != null) {
                throw key.wrong("key '" + name + "' is there twice");
            }
        }
        return values;
    }

    /** The value of a key that must be there. */
    YamlNode required(Map<String, YamlNode> values, String key) throws InvalidHandlerException {
        return Optional.ofNullable(values.get(key)).orElseThrow(() -> wrong("'" + key + "' is missing"));
    }

    /** The items of a list; of anything else, itself. */
    List<YamlNode> items() {
        if (!(node instanceof SequenceNode list)) {
            return List.of(this);
        }
        List<YamlNode> items = new ArrayList<>();
        list.getValue().forEach(item -> items.add(new YamlNode(fileName, "an item of " + what, item)));
        return items;
    }

    String text() throws InvalidHandlerException {
        if (!(node instanceof ScalarNode scalar) || node.getTag().equals(Tag.NULL)) {
            throw wrong(what + " must be a text");
        }
        return scalar.getValue();
    }

    /** A text that is not empty. */
    String name() throws InvalidHandlerException {
        String text = text();
        if (text.isBlank()) {
            throw wrong(what + " is empty");
        }
        return text;
    }

    <E extends Enum<E>> E choice(E[] all) throws InvalidHandlerException {
        return oneOf(all, Enum::name);
    }

    /** As {@link #choice}, in lower case. */
    <E extends Enum<E>> E keyword(E[] all) throws InvalidHandlerException {
        return oneOf(all, value -> value.name().toLowerCase(Locale.ROOT));
    }

    private <E extends Enum<E>> E oneOf(E[] all, Function<E, String> name) throws InvalidHandlerException {
        String text = text();
        for (E one : all) {
            if (name.apply(one).equals(text)) {
                return one;
            }
        }
        throw wrong(what + " must be one of " + String.join(", ", Arrays.stream(all).map(name).toList()) + ", not '"
                + text + '\'');
    }

    Pattern pattern() throws InvalidHandlerException {
        try {
            return Pattern.compile(name());
        } catch (PatternSyntaxException malformed) {
            throw wrong("'" + malformed.getPattern() + "' is no regular expression: " + malformed.getDescription());
        }
    }

    int count() throws InvalidHandlerException {
        double number = number(0);
        if (number != (int) number) {
            throw wrong(what + " must be a whole number, not '" + text() + '\'');
        }
        return (int) number;
    }

    double number(double least) throws InvalidHandlerException {
        Optional<Double> number = parsed(text()).filter(value -> value >= least && value <= MOST);
        return number.orElseThrow(() -> wrong(
                what + " must be a number from " + (long) least + " to " + (long) MOST + ", not '" + value() + '\''));
    }

    private static Optional<Double> parsed(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private String value() {
        return ((ScalarNode) node).getValue();
    }

    Duration seconds() throws InvalidHandlerException {
        return Duration.ofNanos((long) (number(0) * NANOS));
    }
}
