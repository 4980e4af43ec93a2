package io.sampan.cli.serve;

import io.sampan.cli.CommandException;
import io.sampan.core.sharing.ShareLinks;
import io.sampan.server.Desks;
import io.sampan.web.FrontDoor;
import io.sampan.web.Resource;
import io.sampan.web.WebSettings;
import io.sampan.web.access.SessionTokens;
import io.sampan.web.access.WebLogin;
import io.sampan.web.api.ApiResource;
import io.sampan.web.media.MediaResource;
import io.sampan.web.page.PageResource;
import io.sampan.web.people.LiveResource;
import io.sampan.web.people.PeopleApi;
import io.sampan.web.people.PeopleDesks;
import io.sampan.web.share.DropResource;
import io.sampan.web.share.LinksApi;
import io.sampan.web.share.ShareResource;
import io.sampan.web.tus.TusResource;
import io.sampan.wire.http.HttpProtocol;
import io.sampan.wire.http.HttpSettings;
import io.sampan.wire.link.BrowserCertificate;
import io.sampan.wire.link.ByteProtocol;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The web front door of a running server, wired.
final class WebService implements AutoCloseable {

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final HttpProtocol protocol;
    private final TusResource tus;
    private final ShareLinks links;
    private final InstantSource clock;
    private Instant swept = Instant.EPOCH;

    /// @param certificate what browsers are shown, if it is another than the server's own
    WebService(
            ServerPlan plan,
            Desks desks,
            Optional<BrowserCertificate> certificate,
            InstantSource clock) {
        this.clock = clock;
        this.links = desks.shareLinks();
        var transfers = desks.transfers();
        var settings =
                WebSettings.DEFAULTS
                        .withHosts(plan.web().hosts())
                        .withCertificateNames(
                                () -> certificate.map(BrowserCertificate::names).orElse(Set.of()))
                        .withOpenDrop(plan.web().openDrop());
        tus =
                new TusResource(
                        transfers,
                        plan.limits(),
                        plan.home().resolve("web"),
                        plan.web().openDrop());
        var tokens = new SessionTokens(desks.sessions());
        var login = new WebLogin(desks.registry(), desks.devices(), clock);
        var people =
                new PeopleDesks(
                        desks.registry(),
                        desks.devices(),
                        desks.roster(),
                        desks.postOffice(),
                        desks.conversations());
        var resources =
                new ArrayList<Resource>(
                        List.of(
                                new MediaResource(transfers.media()),
                                tus,
                                new ApiResource(
                                        tokens,
                                        login,
                                        transfers,
                                        new PeopleApi(people),
                                        new LinksApi(links, transfers.media())),
                                new ShareResource(links, transfers.media()),
                                new DropResource(links, tus, desks.postOffice()),
                                new LiveResource(people)));
        resources.addAll(PageResource.all());
        var door = new FrontDoor(settings, tokens, resources);
        protocol =
                new HttpProtocol(
                        HttpSettings.DEFAULTS.withProxies(plan.web().proxies()), door, clock);
    }

    /// The certificate that the plan names.
    static Optional<BrowserCertificate> certificate(WebPlan plan) {
        return plan.certificate()
                .map(files -> {
                    try {
                        return BrowserCertificate.open(files.chain(), files.key());
                    } catch (IOException e) {
                        throw CommandException.failed(
                                "the certificate for browsers cannot be used: " + e.getMessage(),
                                "Nothing was changed. Mend [web] certificate and key, or leave them"
                                        + " away.");
                    }
                });
    }

    /// To be spoken on the server's port.
    ByteProtocol protocol() {
        return protocol;
    }

    /// To be run about once a minute; does something once an hour.
    void sweep() {
        var now = clock.instant();
        if (swept.plus(SWEEP_EVERY).isBefore(now)) {
            swept = now;
            tus.sweep(now.minus(SWEEP_EVERY));
            links.sweep();
        }
    }

    @Override
    public void close() {
        tus.close();
    }
}
