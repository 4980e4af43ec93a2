package io.sampan.client.identity;

import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.HostPort;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/// Where browsers find the page of a server, and the links that lead them in there. The secret
/// stands behind the `#`, which no browser sends to anybody.
///
/// @param origin `https://HOST[:PORT]`, or `http://` on loopback, where browsers accept it
public record PageAddress(String origin) {

    private static final int HTTPS = 443;

    /// @throws InvalidValueException if it is no origin
    public PageAddress {
        if (!origin.matches("https?://[^/?#@\\s]+")) {
            throw new InvalidValueException(
                    "the page's address looks like https://HOST or https://HOST:PORT");
        }
    }

    /// That of a server or relay at an address.
    public static PageAddress of(HostPort address) {
        if (isLoopback(address.host())) {
            return new PageAddress("http://" + address);
        }
        var text = address.toString();
        var normal = ":" + HTTPS;
        return new PageAddress(
                "https://"
                        + (address.port() == HTTPS
                                ? text.substring(0, text.length() - normal.length())
                                : text));
    }

    /// As a person writes it: with or without a slash at the end.
    ///
    /// @throws InvalidValueException if it is no address of a page
    public static PageAddress parse(String text) {
        var stripped = text.strip();
        var origin =
                stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped;
        var address = new PageAddress(origin.toLowerCase(Locale.ROOT));
        try {
            if (address.origin().startsWith("http:")
                    && !isLoopback(String.valueOf(URI.create(address.origin()).getHost()))) {
                throw new InvalidValueException(
                        "a page beyond this machine is at https://: browsers make no keys on http");
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("the page's address is no URL");
        }
        return address;
    }

    /// A link with which somebody new joins in a browser.
    public String inviteLink(String code) {
        return origin + "/#join=" + code;
    }

    /// A link with which a browser becomes one more device of a person.
    public String deviceLink(String code) {
        return origin + "/#link=" + code;
    }

    /// A link to a file.
    public String shareLink(String code) {
        return origin + "/s/" + code;
    }

    /// A link with which others send files.
    public String dropLink(String code) {
        return origin + "/d/" + code;
    }

    private static boolean isLoopback(String host) {
        return Set.of("localhost", "::1", "[::1]").contains(host)
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
