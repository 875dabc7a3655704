package io.irodsingest.common.irods;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/** The client libraries that there are, and the one that the settings choose. */
public final class IrodsClients {
    /** The variable that names one. */
    public static final String VARIABLE = "IRODS_CLIENT";
    public static final String PRESET = "irods4j";
    private static final String OPTIONAL = "jargon";

    private IrodsClients() {}

    /**
     * Finds the one that {@link #VARIABLE} names; case does not matter.
     *
     * @throws InvalidIrodsEnvironmentException when there is none of that name
     */
    public static IrodsClientProvider chosen(Map<String, String> variables) {
        return chosen(variables, all());
    }

    /** Those of this build, by name. */
    public static List<IrodsClientProvider> all() {
        return ServiceLoader.load(IrodsClientProvider.class).stream().map(Provider::get)
                .sorted(Comparator.comparing(IrodsClientProvider::name)).toList();
    }

    static IrodsClientProvider chosen(Map<String, String> variables, List<IrodsClientProvider> all) {
        String wanted = IrodsSettings.present(variables.get(VARIABLE)).orElse(PRESET);
        String name = wanted.toLowerCase(Locale.ROOT);
        return all.stream().filter(client -> client.name().equals(name)).findFirst()
                .orElseThrow(() -> new InvalidIrodsEnvironmentException(VARIABLE + " is '" + wanted + "', "
                        + (name.equals(OPTIONAL)
                                ? "which this build does not have: build it with mvn -P" + OPTIONAL
                                        + ", or leave " + VARIABLE + " out for " + PRESET
                                : "but must be one of "
                                        + String.join(", ", all.stream().map(IrodsClientProvider::name).toList()))
                        + '.'));
    }
}
