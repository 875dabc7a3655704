package io.irodsingest.common.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The values of settings. A getter that meets a wrong value notes the problem and answers with the default, so that all
 * problems are found in one go; {@link #build} then throws. An empty value counts as unset. Not thread-safe.
 */
public final class Settings {
    private final Sources sources;
    private final List<String> problems = new ArrayList<>();

    private Settings(Map<String, String> environment) {
        this.sources = Sources.of(environment, problems);
    }

    /**
     * Builds a process's settings.
     *
     * @param environment the variables, like {@link System#getenv()}
     * @param build reads the values; what it makes is thrown away when there were problems. What it refuses with an
     *        {@link IllegalArgumentException} is a problem too, told when there is no other
     * @throws InvalidSettingsException with all that is wrong
     */
    public static <T> T build(Map<String, String> environment, Function<Settings, T> build)
            throws InvalidSettingsException {
        Settings settings = new Settings(environment);
        T built;
        try {
            built = build.apply(settings);
        } catch (IllegalArgumentException refused) {
            if (settings.problems.isEmpty()) {
                settings.problems.add(refused.getMessage());
            }
            throw new InvalidSettingsException(settings.problems);
        }
        settings.complain();
        return built;
    }

    /** What holds of each setting; nothing of the value of a secret. */
    public List<Effective> effective(List<Setting> all) {
        return all.stream().map(setting -> {
            boolean given = sources.value(setting, new ArrayList<>()).isPresent();
            return new Effective(setting, given, setting.secret() ? Optional.empty() : text(setting));
        }).toList();
    }

    /**
     * What holds of a setting.
     *
     * @param given whether it was set
     * @param value empty when there is none, and always for a secret
     */
    public record Effective(Setting setting, boolean given, Optional<String> value) {}

    public Optional<String> text(Setting setting) {
        return sources.value(setting, problems).or(setting::standard);
    }

    /** A number within a range, both ends included. The setting must have a default. */
    public int integer(Setting setting, int least, int most) {
        int value = parsed(setting, Integer::valueOf).orElse(least);
        if (value < least || value > most) {
            problem(setting, "must be a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** The setting must have a default. */
    public boolean flag(Setting setting) {
        return parsed(setting, Settings::parseFlag).orElse(false);
    }

    /** A time like {@code 500ms}, {@code 30s}, {@code 5m} or {@code 2h}, longer than none. The setting must have a default. */
    public Duration duration(Setting setting) {
        return parsed(setting, Durations::parse).orElse(Duration.ZERO);
    }

    /** One of an enum's constants, in any case. The setting must have a default. */
    public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        return parsed(setting, text -> parseChoice(text, type)).orElse(type.getEnumConstants()[0]);
    }

    public Optional<Path> path(Setting setting) {
        return parsed(setting, Path::of);
    }

    /** An address with a host and one of the schemes. */
    public Optional<URI> address(Setting setting, Set<String> schemes) {
        return parsed(setting, text -> parseAddress(text, schemes));
    }

    /** Items separated by commas, without empty ones. */
    public List<String> list(Setting setting) {
        return text(setting).stream().flatMap(text -> Arrays.stream(text.split(","))).map(String::strip)
                .filter(item -> !item.isEmpty()).toList();
    }

    /** The files that these settings name, and the directories of the process' user that are nobody else's. */
    public OwnFiles ownFiles() {
        return OwnFiles.of(sources.environment(), sources.file());
    }

    /** Notes a problem that only the whole of the settings shows. */
    public void problem(Setting setting, String whatIsWrong) {
        problems.add(setting.name() + ' ' + whatIsWrong);
    }

    /** What a parser makes of a text; it refuses one by an {@link IllegalArgumentException} that says what is wanted. */
    public <T> Optional<T> parsed(Setting setting, Function<String, T> parse) {
        Optional<String> given = sources.value(setting, problems);
        try {
            if (given.isPresent()) {
                return given.map(parse);
            }
        } catch (IllegalArgumentException wrong) {
            problem(setting, describe(setting, given.get(), wrong));
        }
        return setting.standard().map(parse);
    }

    private static String describe(Setting setting, String given, IllegalArgumentException wrong) {
        String shown = setting.secret() ? "" : "is '" + given + "': ";
        return switch (wrong) {
            case NumberFormatException notANumber -> shown + "must be a whole number";
            case InvalidPathException notAPath -> shown + "is not a path";
            default -> shown + wrong.getMessage();
        };
    }

    private void complain() throws InvalidSettingsException {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private static boolean parseFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static <E extends Enum<E>> E parseChoice(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).filter(choice -> choice.name().equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(type.getEnumConstants()).map(choice -> choice.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private static URI parseAddress(String text, Set<String> schemes) {
        String wanted = "must be an address like " + schemes.stream().sorted().findFirst().orElseThrow()
                + "://host:port";
        try {
            URI address = new URI(text);
            if (address.getHost() == null || !schemes.contains(address.getScheme())) {
                throw new IllegalArgumentException(wanted);
            }
            return address;
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException(wanted, wrong);
        }
    }
}
