package io.sampan.client.token;

import io.sampan.client.NobodyAnswersException;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Asks for a token with less rights, or less time, than a session has. Used by one thread.
public final class TokenRequest {

    private static final Pattern TOKEN = Pattern.compile("\"token\" *: *\"([A-Za-z0-9_-]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<HostPort> addresses;
    private final Optional<Sha256> certificate;

    /// @param addresses of relays or the server, tried in order
    /// @param certificate of the server; empty where lines are not encrypted
    public TokenRequest(List<HostPort> addresses, Optional<Sha256> certificate) {
        this.addresses = List.copyOf(addresses);
        this.certificate = certificate;
    }

    /// Refused: what the server refuses, and `UNAVAILABLE` where it serves no HTTP.
    ///
    /// @param scope words with spaces between them; empty for everything
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<byte[]> ask(byte[] session, Duration goodFor, String scope) {
        var last = "no address is known";
        try (var client = client()) {
            for (var address : addresses) {
                try {
                    return outcome(
                            client.send(
                                    request(address, session, goodFor, scope),
                                    BodyHandlers.ofString()));
                } catch (IOException e) {
                    last = address + ": " + e.getMessage();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NobodyAnswersException("interrupted while waiting for the server");
        }
        throw new NobodyAnswersException("no HTTP is answered (" + last + ")");
    }

    private HttpRequest request(HostPort address, byte[] session, Duration goodFor, String scope) {
        var scheme = certificate.isPresent() ? "https" : "http";
        return HttpRequest.newBuilder(URI.create(scheme + "://" + address + "/api/tokens"))
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "Bearer " + Base64.getUrlEncoder().withoutPadding().encodeToString(session))
                .POST(
                        BodyPublishers.ofString(
                                "{\"seconds\": "
                                        + goodFor.toSeconds()
                                        + ", \"scope\": \""
                                        + scope
                                        + "\"}"))
                .build();
    }

    private static Outcome<byte[]> outcome(HttpResponse<String> answer) {
        var token = TOKEN.matcher(answer.body());
        if (answer.statusCode() == 200 && token.find()) {
            return Outcome.done(Base64.getUrlDecoder().decode(token.group(1)));
        }
        var code =
                switch (answer.statusCode()) {
                    case 400 -> RefusalCode.MALFORMED;
                    case 401 -> RefusalCode.WRONG_PROOF;
                    case 403 -> RefusalCode.NOT_ALLOWED;
                    default -> RefusalCode.UNAVAILABLE;
                };
        return Outcome.refused(Refusal.of(code, answer.body().strip()));
    }

    private HttpClient client() {
        var builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        certificate.ifPresent(pinned -> builder.sslContext(trusting(pinned)));
        return builder.build();
    }

    private static SSLContext trusting(Sha256 pinned) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new Pin(pinned)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be used on this platform", e);
        }
    }

    /// Trusts one certificate, whatever names or dates it has; being an extended trust manager, it
    /// is not second-guessed by a check of the host's name.
    private static final class Pin extends X509ExtendedTrustManager {

        private final Sha256 pinned;

        Pin(Sha256 pinned) {
            this.pinned = pinned;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (chain.length == 0 || !Sha256.digest(chain[0].getEncoded()).equals(pinned)) {
                throw new CertificateException("this is another server than the invitation's");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("clients have no certificates here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("clients have no certificates here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("clients have no certificates here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
