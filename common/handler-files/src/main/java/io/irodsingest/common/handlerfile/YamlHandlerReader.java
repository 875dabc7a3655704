package io.irodsingest.common.handlerfile;

import io.irodsingest.common.handlerfile.YamlHandler.Attach;
import io.irodsingest.common.handlerfile.YamlHandler.Rewrite;
import io.irodsingest.common.handlerfile.YamlHandler.Rule;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the declarative form of event handlers. Used once. */
final class YamlHandlerReader {
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    private final Set<String> wanted = new HashSet<>();

    private interface Reader<T> {
        T read(YamlNode node) throws InvalidHandlerException;
    }

    private enum On {
        DATA_OBJECT, COLLECTION
    }

    private enum When {
        CREATE, MODIFY
    }

    YamlHandler read(YamlNode root) throws InvalidHandlerException {
        Map<String, YamlNode> keys = root.mapping("operation", "delete_mode", "to_resource", "target_path", "as_user",
                "character_map", "retries", "metadata");
        Map<String, YamlNode> retries = keys.containsKey("retries")
                ? keys.get("retries").mapping("max", "delay", "timeout")
                : Map.of();
        Optional<YamlNode> path = Optional.ofNullable(keys.get("target_path"));
        boolean isTemplate = path.isPresent() && !path.get().isList();
        return new YamlHandler(wanted,
                read(keys, "operation", "operation", node -> rules(node, use -> use.choice(Operation.values())),
                        List.of()),
                read(keys, "delete_mode", "deleteMode", node -> Optional.of(node.choice(DeleteMode.values())),
                        Optional.empty()),
                read(keys, "to_resource", "toResource", node -> rules(node, YamlNode::name), List.of()),
                isTemplate
                        ? List.of()
                        : read(keys, "target_path", "targetPath", YamlHandlerReader::rewrites, List.of()),
                isTemplate
                        ? read(keys, "target_path", "targetPath", this::pathTemplate, Optional.empty())
                        : Optional.empty(),
                read(keys, "as_user", "asUser", node -> Optional.of(user(node)), Optional.empty()),
                read(keys, "character_map", "characterMap", YamlHandlerReader::characters, List.of()),
                read(retries, "max", "maxRetries", YamlNode::count, 0),
                read(retries, "delay", "delay", YamlHandlerReader::delay, YamlDelay.NONE),
                read(retries, "timeout", "timeout", YamlHandlerReader::timeout, Duration.ofHours(1)),
                keys.containsKey("metadata") ? attachments(keys.get("metadata")) : List.of());
    }

    private <T> T read(Map<String, YamlNode> keys, String key, String method, Reader<T> reader, T absent)
            throws InvalidHandlerException {
        if (!keys.containsKey(key)) {
            return absent;
        }
        wanted.add(method);
        return reader.read(keys.get(key));
    }

    private static <T> List<Rule<T>> rules(YamlNode node, Reader<T> reader) throws InvalidHandlerException {
        if (!node.isList()) {
            return List.of(new Rule<>(Optional.empty(), reader.read(node)));
        }
        List<Rule<T>> rules = new ArrayList<>();
        for (YamlNode item : node.items()) {
            Map<String, YamlNode> rule = item.mapping("regex", "use");
            Optional<Pattern> pattern = rule.containsKey("regex")
                    ? Optional.of(rule.get("regex").pattern())
                    : Optional.empty();
            rules.add(new Rule<>(pattern, reader.read(item.required(rule, "use"))));
        }
        return rules;
    }

    private static List<Rewrite> rewrites(YamlNode node) throws InvalidHandlerException {
        List<Rewrite> rewrites = new ArrayList<>();
        for (YamlNode item : node.items()) {
            Map<String, YamlNode> rule = item.mapping("regex", "replace");
            Pattern pattern = item.required(rule, "regex").pattern();
            YamlNode replacement = item.required(rule, "replace");
            rewrites.add(new Rewrite(pattern, replacement(pattern, replacement)));
        }
        return rewrites;
    }

    /** Tries it on something that matches, so that a group which is not there is found now. */
    private static String replacement(Pattern pattern, YamlNode node) throws InvalidHandlerException {
        try {
            Pattern.compile(pattern.pattern() + "|").matcher("").replaceFirst(node.text());
            return node.text();
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
            throw node.wrong("replace '" + node.text() + "' cannot be used: " + wrong.getMessage()
                    + "; $1 is the first group of regex, a dollar sign itself is \\$");
        }
    }

    private static User user(YamlNode node) throws InvalidHandlerException {
        Map<String, YamlNode> keys = node.mapping("zone", "name");
        return new User(node.required(keys, "zone").name(), node.required(keys, "name").name());
    }

    private static List<CharacterRule> characters(YamlNode node) throws InvalidHandlerException {
        List<CharacterRule> rules = new ArrayList<>();
        for (YamlNode item : node.items()) {
            Map<String, YamlNode> rule = item.mapping("chars", "regex", "to");
            if (rule.containsKey("chars") == rule.containsKey("regex")) {
                throw item.wrong("a rule of character_map has either chars or regex");
            }
            String to = item.required(rule, "to").text();
            try {
                rules.add(rule.containsKey("regex")
                        ? new CharacterRule(rule.get("regex").pattern(), to)
                        : CharacterRule.anyOf(joined(rule.get("chars")), to));
            } catch (IllegalArgumentException wrong) {
                throw item.wrong(wrong.getMessage());
            }
        }
        return rules;
    }

    private static String joined(YamlNode characters) throws InvalidHandlerException {
        StringBuilder all = new StringBuilder();
        for (YamlNode item : characters.items()) {
            all.append(item.text());
        }
        if (all.isEmpty()) {
            throw characters.wrong("chars is empty");
        }
        return all.toString();
    }

    private static YamlDelay delay(YamlNode node) throws InvalidHandlerException {
        if (node.isMapping()) {
            Map<String, YamlNode> keys = node.mapping("first", "factor", "most");
            return new YamlDelay(List.of(node.required(keys, "first").seconds()),
                    keys.containsKey("factor") ? keys.get("factor").number(1) : 2,
                    keys.containsKey("most") ? keys.get("most").seconds() : LONGEST_DELAY);
        }
        List<Duration> listed = new ArrayList<>();
        for (YamlNode item : node.items()) {
            listed.add(item.seconds());
        }
        if (listed.isEmpty()) {
            throw node.wrong("delay has no number of seconds");
        }
        return new YamlDelay(listed, 1, listed.stream().max(Duration::compareTo).orElseThrow());
    }

    private static Duration timeout(YamlNode node) throws InvalidHandlerException {
        Duration timeout = node.seconds();
        if (!timeout.isPositive()) {
            throw node.wrong("timeout must be positive");
        }
        return timeout;
    }

    private List<Attach> attachments(YamlNode node) throws InvalidHandlerException {
        List<Attach> attachments = new ArrayList<>();
        for (YamlNode item : node.items()) {
            Map<String, YamlNode> keys = item.mapping("on", "when", "attribute", "value", "unit");
            Set<Hook> hooks = hooks(item.required(keys, "on"), item.required(keys, "when"));
            hooks.forEach(hook -> wanted.add(Hooks.method(hook)));
            Template unit = keys.containsKey("unit") ? template(keys.get("unit")) : Template.parse("");
            attachments.add(new Attach(hooks, template(item.required(keys, "attribute")),
                    template(item.required(keys, "value")), unit));
            if (attachments.getLast().usesTags()) {
                wanted.add("wantsTags");
            }
        }
        return attachments;
    }

    private static Set<Hook> hooks(YamlNode on, YamlNode when) throws InvalidHandlerException {
        Set<Hook> hooks = EnumSet.noneOf(Hook.class);
        for (YamlNode kind : on.items()) {
            for (YamlNode moment : when.items()) {
                boolean creation = moment.keyword(When.values()) == When.CREATE;
                hooks.add(kind.keyword(On.values()) == On.DATA_OBJECT
                        ? creation ? Hook.POST_DATA_OBJ_CREATE : Hook.POST_DATA_OBJ_MODIFY
                        : creation ? Hook.POST_COLL_CREATE : Hook.POST_COLL_MODIFY);
            }
        }
        return hooks;
    }

    private Optional<Template> pathTemplate(YamlNode node) throws InvalidHandlerException {
        Template template = template(node);
        if (template.usesTags()) {
            wanted.add("wantsTags");
        }
        return Optional.of(template);
    }

    private static Template template(YamlNode node) throws InvalidHandlerException {
        try {
            return Template.parse(node.text());
        } catch (IllegalArgumentException wrong) {
            throw node.wrong(wrong.getMessage());
        }
    }
}
