package io.sampan.web.access;

import io.sampan.web.WebSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Whether a request was meant for this server. A page elsewhere can let its own name lead to
/// 127.0.0.1 (DNS rebinding) and be let in by a browser's rules; the name betrays it. Thread-safe.
public final class HostCheck {

    private final WebSettings settings;

    /// The names that this server answers to.
    public HostCheck(WebSettings settings) {
        this.settings = settings;
    }

    /// @param host the `Host` field, with or without a port
    public boolean knows(Optional<String> host) {
        return host.flatMap(HostCheck::name).filter(this::isOurs).isPresent();
    }

    /// The schemes under which a page of ours at this host can have been opened. Our own TLS is
    /// `https`; a plain line is `http`, or it comes from a reverse proxy that did the encryption,
    /// which asks for a name that is not one of loopback.
    public static Set<String> schemes(Optional<String> host, boolean encrypted) {
        if (encrypted) {
            return Set.of("https");
        }
        var near = host.flatMap(HostCheck::name).filter(HostCheck::isLoopback).isPresent();
        return near ? Set.of("http") : Set.of("http", "https");
    }

    private boolean isOurs(String name) {
        return isLoopback(name)
                || settings.hosts().contains(name)
                || settings.certificateNames().get().stream()
                        .anyMatch(pattern -> matches(pattern, name));
    }

    /// The host without its port, in lower case, an IPv6 address without brackets.
    static Optional<String> name(String host) {
        var lower = host.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            var end = lower.indexOf(']');
            return end < 0 || !isPort(lower.substring(end + 1))
                    ? Optional.empty()
                    : Optional.of(lower.substring(1, end));
        }
        var colon = lower.indexOf(':');
        if (colon >= 0 && !isPort(lower.substring(colon))) {
            return Optional.empty();
        }
        var name = colon < 0 ? lower : lower.substring(0, colon);
        return Optional.of(name).filter(text -> !text.isEmpty());
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9]{0,5}");
    }

    private static boolean isLoopback(String name) {
        return name.equals("localhost")
                || name.equals("::1")
                || (name.startsWith("127.") && isIpv4(name));
    }

    private static boolean isIpv4(String name) {
        var parts = name.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (var part : parts) {
            if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String pattern, String name) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        var dot = name.indexOf('.');
        return dot > 0 && name.substring(dot).equals(pattern.substring(1));
    }
}
