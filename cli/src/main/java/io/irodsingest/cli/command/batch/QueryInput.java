package io.irodsingest.cli.command.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.cli.CommandException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Words of a command line as the input of a slow query. */
final class QueryInput {
    private static final JsonMapper JSON = AdminJson.strict();
    private static final Pattern OPTION = Pattern.compile("--[A-Za-z][\\w-]*(=.*)?", Pattern.DOTALL);
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z]\\w*=.*", Pattern.DOTALL);
    private static final String PATH = "path";

    private QueryInput() {}

    /** @throws CommandException for words that say nothing, or one thing twice */
    static JsonNode of(List<String> words) {
        if (words.size() == 1 && words.getFirst().startsWith("{")) {
            return object(words.getFirst());
        }
        ObjectNode input = JSON.createObjectNode();
        Deque<String> left = new ArrayDeque<>(words);
        boolean first = true;
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            if (OPTION.matcher(word).matches()) {
                option(input, word.substring(2), left);
            } else if (MEMBER.matcher(word).matches()) {
                put(input, word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
            } else if (first) {
                input.put(PATH, word);
            } else {
                throw CommandException.wrongUse("'" + word
                        + "' says nothing: behind the first, words are NAME=VALUE or --NAME VALUE");
            }
            first = false;
        }
        return input;
    }

    private static JsonNode object(String text) {
        try {
            return JSON.readValue(text, ObjectNode.class);
        } catch (JsonProcessingException malformed) {
            throw CommandException.wrongUse("the input is not JSON: "
                    + malformed.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    /** An option that nothing stands behind but another one is a flag. */
    private static void option(ObjectNode input, String option, Deque<String> left) {
        int value = option.indexOf('=');
        String name = (value < 0 ? option : option.substring(0, value)).replace('-', '_');
        if (value >= 0) {
            put(input, name, option.substring(value + 1));
        } else if (left.isEmpty() || OPTION.matcher(left.getFirst()).matches()) {
            put(input, name, "true");
        } else {
            put(input, name, left.removeFirst());
        }
    }

    private static void put(ObjectNode input, String name, String value) {
        if (input.has(name)) {
            throw CommandException.wrongUse("'" + name + "' is given twice; give it once");
        }
        input.set(name, json(value));
    }

    private static JsonNode json(String text) {
        try {
            JsonNode value = JSON.readTree(text);
            return value.isMissingNode() ? TextNode.valueOf(text) : value;
        } catch (JsonProcessingException other) {
            return TextNode.valueOf(text);
        }
    }
}
