package io.irodsingest.common.irods;

import io.irodsingest.common.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code .irodsA} of the iCommands: a password, shifted along an alphabet by amounts that depend on a key letter
 * and on the number of the user who wrote it. Source of the format: obf.cpp of the server, tag 5.0.2. Unlike there, the
 * file's modification time does not matter, so that a file that was mounted or copied can be read.
 */
final class AuthenticationFile {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
            + "!\"#$%&'()*+,-./";
    private static final long[] KEYS = {0xd768b678L, 0xedfdaf56L, 0x2420231bL, 0x987098d8L, 0xc1bdfeeeL, 0xf572341fL,
            0x478def3aL, 0xa830d343L, 0x774dfa2aL, 0x6720731eL, 0x346fa320L, 0x6ffdf43aL, 0x7723a320L, 0xdf67d02eL,
            0x86ad240aL, 0xe76d342eL};
    private static final String TEMPORARY = "%TEMPORARY_PW%";
    private static final int UID_BITS = 0xf5f;
    private static final int HEAD = 5;
    private static final int KEY_AT = 1 + HEAD;
    private static final int SHIFTS = 10;

    private AuthenticationFile() {}

    static Secret read(Path file) {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            int end = content.indexOf('\0');
            return reveal(end < 0 ? content.stripTrailing() : content.substring(0, end), uid(file))
                    .orElseThrow(() -> new InvalidIrodsEnvironmentException("The iRODS password in " + file
                            + " cannot be read: it was written by another user or is damaged; run iinit again,"
                            + " or set IRODS_PASSWORD_FILE."));
        } catch (IOException unreadable) {
            throw new InvalidIrodsEnvironmentException("The authentication file " + file
                    + " (IRODS_AUTHENTICATION_FILE) cannot be read: " + unreadable.getClass().getSimpleName() + '.');
        }
    }

    /** Empty when it was not written by that user or is no such file. */
    static Optional<Secret> reveal(String content, int uid) {
        int key = content.length() > KEY_AT && content.charAt(0) == '.' ? content.charAt(KEY_AT) - 'e' : -1;
        if (key < 0 || key >= KEYS.length) {
            return Optional.empty();
        }
        String head = shift(content.substring(1, KEY_AT), KEYS[key], uid, 0);
        boolean hasTime = head.substring(1).chars().allMatch(c -> c >= 'a' && c < 'a' + 16);
        if (head.charAt(0) != 'S' - (key & 7) * 2 || !hasTime) {
            return Optional.empty();
        }
        String password = shift(content.substring(KEY_AT + 1), KEYS[key], uid, HEAD);
        int flag = password.indexOf(TEMPORARY);
        return Optional.of(new Secret(flag < 0 ? password : password.substring(0, flag)));
    }

    private static String shift(String text, long key, int uid, int firstStep) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int letter = ALPHABET.indexOf(text.charAt(i));
            int by = (int) (key >> (firstStep + i) % SHIFTS * 3 & 0x1f) + (uid & UID_BITS);
            plain.append(letter < 0 ? text.charAt(i) : ALPHABET.charAt(Math.floorMod(letter - by, ALPHABET.length())));
        }
        return plain.toString();
    }

    private static int uid(Path file) throws IOException {
        Path process = Path.of("/proc/self");
        return (Integer) Files.getAttribute(Files.exists(process) ? process : file, "unix:uid");
    }
}
