package io.sampan.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One connection that sends what no well-behaved client would. Used by one thread.
final class RawHttp implements AutoCloseable {

    private final Socket socket;

    RawHttp(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /// An answer.
    ///
    /// @param fields names in lower case
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, Map<String, String> fields, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /// Sends a request and waits for its answer.
    ///
    /// @param fields `Name: value` each; `Host` and `Content-Length` are added unless given
    Answer ask(String method, String path, byte[] body, String... fields) throws IOException {
        send(method, path, body, body.length, fields);
        return hear(method.equals("HEAD"));
    }

    Answer ask(String method, String path, String... fields) throws IOException {
        return ask(method, path, new byte[0], fields);
    }

    /// Sends a request whose body is announced as `length` bytes.
    void send(String method, String path, byte[] body, long length, String... fields)
            throws IOException {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        var all = String.join("\r\n", fields).toLowerCase(Locale.ROOT);
        if (!all.contains("host:")) {
            head.append("Host: 127.0.0.1\r\n");
        }
        if (length > 0 && !all.contains("transfer-encoding:")) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        for (var field : fields) {
            head.append(field).append("\r\n");
        }
        var out = socket.getOutputStream();
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    Answer hear(boolean isHead) throws IOException {
        var in = socket.getInputStream();
        var status = line(in);
        var fields = new HashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            fields.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        var length = isHead ? 0 : Integer.parseInt(fields.getOrDefault("content-length", "0"));
        return new Answer(Integer.parseInt(status.split(" ", 3)[1]), fields, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
