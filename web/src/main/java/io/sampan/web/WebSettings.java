package io.sampan.web;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/// How the web front door is reached.
///
/// @param hosts names and addresses under which it may be asked for, besides those of loopback and
///   of the certificate; in lower case, without a port
/// @param certificateNames the names of the browsers' certificate now, in lower case; may begin
///   with `*.`
/// @param openDrop whether uploads may be created without a login, for tests
public record WebSettings(
        Set<String> hosts, Supplier<Set<String>> certificateNames, boolean openDrop) {

    /// Loopback names only, nothing without a login.
    public static final WebSettings DEFAULTS = new WebSettings(Set.of(), Set::of, false);

    /// Host names are compared in lower case.
    public WebSettings {
        hosts = Set.copyOf(hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList());
    }

    /// The same with other names that this server answers to, besides its certificate's.
    public WebSettings withHosts(Set<String> changed) {
        return new WebSettings(changed, certificateNames, openDrop);
    }

    /// The same with another source for the certificate's names, asked for each request.
    public WebSettings withCertificateNames(Supplier<Set<String>> changed) {
        return new WebSettings(hosts, changed, openDrop);
    }

    /// The same, strangers let in to drop files or not.
    public WebSettings withOpenDrop(boolean changed) {
        return new WebSettings(hosts, certificateNames, changed);
    }
}
