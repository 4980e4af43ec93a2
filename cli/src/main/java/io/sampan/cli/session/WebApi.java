package io.sampan.cli.session;

import io.sampan.cli.CommandException;
import io.sampan.model.Sha256;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's `/api` (docs/web-api.md), for commands about what only the web front door has. Used
/// by one thread.
///
/// The line is as private as that of a session: the certificate is compared with the one of the
/// invitation. No name is told in the handshake, since the server shows browsers another
/// certificate then; that is why this is no `HttpClient`.
///
/// @param addresses of relays or the server, tried in order
/// @param server the certificate to trust; empty for an open server
/// @param token as `sampan token` prints it
public record WebApi(List<HostPort> addresses, Optional<Sha256> server, String token) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 8 << 20;

    /// @param status of HTTP
    /// @param body an object, or the reason as text
    private record Answer(int status, String body) {}

    /// Asks, and waits for the answer.
    ///
    /// @param body empty where there is none
    /// @return the answer's object; an empty one where it has none
    /// @throws CommandException if nobody answers, or the answer is a refusal
    public JsonNode call(String method, String path, Map<String, Object> body) {
        var text = body.isEmpty() ? "" : JSON.writeValueAsString(body);
        var answer = ask(method, path, text);
        if (answer.status() / 100 != 2) {
            throw CommandException.refused(
                    "the server refuses: " + answer.body().strip(), "Nothing was changed.");
        }
        return JSON.readTree(answer.body().isBlank() ? "{}" : answer.body());
    }

    private Answer ask(String method, String path, String body) {
        var last = "";
        for (var address : addresses) {
            try (var socket = connect(address)) {
                return ask(socket, method, path, body);
            } catch (IOException | GeneralSecurityException e) {
                last = address + ": " + e.getMessage();
            }
        }
        throw CommandException.unanswered(
                "nobody answers (" + last + ")",
                "Whether it was done is not known; `sampan share --list` tells.");
    }

    private Socket connect(HostPort address) throws IOException, GeneralSecurityException {
        var plain = new Socket();
        try {
            plain.connect(
                    new InetSocketAddress(address.host(), address.port()),
                    (int) PATIENCE.toMillis());
            plain.setSoTimeout((int) PATIENCE.toMillis());
            return server.isEmpty() ? plain : encrypted(plain, address, server.get());
        } catch (IOException | GeneralSecurityException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket encrypted(Socket plain, HostPort address, Sha256 fingerprint)
            throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {new Pin(fingerprint)}, null);
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, address.host(), address.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of());
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private Answer ask(Socket socket, String method, String path, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head =
                method
                        + " "
                        + path
                        // A name that every server knows itself by.
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        var out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
        var all =
                new String(socket.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        var end = all.indexOf("\r\n\r\n");
        if (end < 0 || !all.matches("(?s)HTTP/1\\.1 [0-9]{3} .*")) {
            throw new IOException("the answer is not HTTP");
        }
        return new Answer(Integer.parseInt(all.substring(9, 12)), all.substring(end + 4));
    }

    /// Without the token.
    @Override
    public String toString() {
        return "WebApi[" + addresses + "]";
    }

    private record Pin(Sha256 fingerprint) implements X509TrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            if (chain.length == 0 || !Sha256.digest(chain[0].getEncoded()).equals(fingerprint)) {
                throw new CertificateException("this is not the server that you joined");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            throw new CertificateException("clients have no certificates here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
