package io.irodsingest.testservers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The few things that are asked of a Redis here, in its inline commands. */
final class RedisCommands {
    private static final int LIMIT_MILLIS = 10_000;

    private RedisCommands() {}

    static void flush(RedisServer redis) {
        List<String> answer = ask(redis, "FLUSHALL");
        if (!answer.equals(List.of("+OK"))) {
            throw new IllegalStateException("Redis answers " + answer + " to FLUSHALL");
        }
    }

    static String version(RedisServer redis) {
        return ask(redis, "INFO server").stream().filter(line -> line.startsWith("redis_version:")).findFirst()
                .map(line -> "Redis " + line.substring(line.indexOf(':') + 1))
                .orElseThrow(() -> new IllegalStateException("Redis does not tell its version"));
    }

    /** The number in the line of an answer that begins so. */
    static long number(RedisServer redis, String command, String beginning) {
        return ask(redis, command).stream().filter(line -> line.startsWith(beginning)).findFirst()
                .map(line -> Long.parseLong(line.substring(beginning.length())))
                .orElseThrow(() -> new IllegalStateException("Redis does not answer " + command));
    }

    static List<String> ask(RedisServer redis, String command) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(redis.host(), redis.port()), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            BufferedReader answers = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (!redis.password().isEmpty()) {
                send(socket, "AUTH " + redis.password());
                String answer = answers.readLine();
                if (!"+OK".equals(answer)) {
                    throw new IOException("Redis answers " + answer + " to the password");
                }
            }
            send(socket, command);
            send(socket, "QUIT");
            List<String> lines = new ArrayList<>(answers.lines().toList());
            lines.removeLast();
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
