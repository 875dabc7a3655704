package io.irodsingest.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks Redis' inline commands on one connection and returns the first line of each answer (or a bulk string). */
final class RedisTalk implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answers;

    RedisTalk(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static RedisTalk to(EmbeddedRedis redis) throws IOException {
        RedisTalk talk = new RedisTalk(redis.port());
        talk.say("AUTH " + redis.password());
        return talk;
    }

    String say(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        String answer = answers.readLine();
        return answer != null && answer.startsWith("$") && !answer.equals("$-1") ? answers.readLine() : answer;
    }

    /** The value of a configuration parameter. */
    String parameter(String name) throws IOException {
        say("CONFIG GET " + name);
        answers.readLine();
        answers.readLine();
        answers.readLine();
        return answers.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
