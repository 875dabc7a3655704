package io.irodsingest.cli.command;

import io.irodsingest.cli.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arguments as the bytes they were. Java decodes them by the locale, and what the locale does not know is lost: then Linux tells
 * them once more. UTF-8 is taken for text whatever the locale is; other bytes make the argument a {@code file:} URI.
 */
public final class RawArguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private RawArguments() {}

    public static String[] repaired(String[] arguments) {
        boolean plain = String.join("", arguments).chars().allMatch(c -> c < 0x7F);
        if (plain || !Files.isReadable(COMMAND_LINE)) {
            return arguments;
        }
        try {
            return repaired(arguments, Files.readAllBytes(COMMAND_LINE));
        } catch (IOException unreadable) {
            return arguments;
        }
    }

    /** @param commandLine everything from the program's name on, each ended by a NUL; the arguments come last */
    static String[] repaired(String[] arguments, byte[] commandLine) {
        List<byte[]> all = split(commandLine);
        if (all.size() < arguments.length) {
            return arguments;
        }
        return all.subList(all.size() - arguments.length, all.size()).stream().map(RawArguments::asText)
                .toArray(String[]::new);
    }

    private static String asText(byte[] raw) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        } catch (CharacterCodingException notText) {
            return Sources.uriOf(raw);
        }
    }

    private static List<byte[]> split(byte[] commandLine) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                parts.add(Arrays.copyOfRange(commandLine, from, i));
                from = i + 1;
            }
        }
        return parts;
    }
}
