package io.irodsingest.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The few things that are asked of a Redis here, in its inline commands. */
final class RedisCommands {
    private static final int LIMIT_MILLIS = 10_000;
    private static final String OK = "+OK\r\n";

    private RedisCommands() {}

    static void flush(RedisServer redis) {
        expectOk(redis, "FLUSHALL");
    }

    static void expectOk(RedisServer redis, String command) {
        List<String> answer = ask(redis, command);
        if (!answer.equals(List.of("+OK"))) {
            throw new IllegalStateException("Redis answers " + answer + " to " + command);
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

    static String contents(RedisServer redis) {
        StringBuilder contents = new StringBuilder();
        for (String key : ask(redis, "KEYS *")) {
            if (!key.startsWith("*") && !key.startsWith("$")) {
                String name = '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
                String type = ask(redis, "TYPE " + name).getFirst();
                contents.append(key).append('\n')
                        .append(answer(redis, reading(type).formatted(name), StandardCharsets.ISO_8859_1));
            }
        }
        return contents.toString();
    }

    private static String reading(String type) {
        return switch (type) {
            case "+string" -> "GET %s";
            case "+hash" -> "HGETALL %s";
            case "+list" -> "LRANGE %s 0 -1";
            case "+set" -> "SMEMBERS %s";
            case "+zset" -> "ZRANGE %s 0 -1 WITHSCORES";
            // gone meanwhile
            case "+none" -> "GET %s";
            default -> throw new IllegalStateException("a key of the type " + type + " cannot be read");
        };
    }

    static List<String> ask(RedisServer redis, String command) {
        List<String> lines = new ArrayList<>(answer(redis, command, StandardCharsets.UTF_8).lines().toList());
        lines.removeLast();
        return lines;
    }

    /** All that it answers until the connection ends. */
    private static String answer(RedisServer redis, String command, Charset charset) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(redis.host(), redis.port()), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            if (!redis.password().isEmpty()) {
                send(socket, "AUTH " + redis.password());
                String answer = new String(socket.getInputStream().readNBytes(OK.length()),
                        StandardCharsets.US_ASCII);
                if (!OK.equals(answer)) {
                    throw new IOException("Redis answers " + answer + " to the password");
                }
            }
            send(socket, command);
            send(socket, "QUIT");
            if (redis instanceof RedisNode node && node.isSentinel()) {
                // one does not know QUIT
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
