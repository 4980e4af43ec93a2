package io.sampan.web;

import io.sampan.core.identity.DeviceRegistry;
import io.sampan.core.identity.Invitations;
import io.sampan.core.identity.Member;
import io.sampan.core.identity.Registry;
import io.sampan.core.identity.Sessions;
import io.sampan.core.messaging.Conversations;
import io.sampan.core.messaging.MessageLimits;
import io.sampan.core.messaging.PostOffice;
import io.sampan.core.messaging.WakeUps;
import io.sampan.core.roster.Roster;
import io.sampan.core.sharing.ShareLinks;
import io.sampan.core.transfer.TransferLimits;
import io.sampan.core.transfer.Transfers;
import io.sampan.model.ContentType;
import io.sampan.model.MediaName;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.store.Stores;
import io.sampan.web.access.AccessTokens;
import io.sampan.web.access.Caller;
import io.sampan.web.access.TokenReader;
import io.sampan.web.access.WebLogin;
import io.sampan.web.api.ApiResource;
import io.sampan.web.media.MediaResource;
import io.sampan.web.people.LiveResource;
import io.sampan.web.people.PeopleApi;
import io.sampan.web.people.PeopleDesks;
import io.sampan.web.share.DropResource;
import io.sampan.web.share.LinksApi;
import io.sampan.web.share.ShareResource;
import io.sampan.web.tus.TusResource;
import io.sampan.wire.http.HttpProtocol;
import io.sampan.wire.http.HttpSettings;
import io.sampan.wire.link.AdmissionSettings;
import io.sampan.wire.link.LineKinds;
import io.sampan.wire.link.LinkServer;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Violations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;

/// A front door on a real socket, over real stores. Its tokens are people's names.
final class TestDoor implements AutoCloseable {

    static final UserName ALICE = new UserName("alice");
    static final UserName BOB = new UserName("bob");

    private final Stores stores;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final Transfers transfers;
    private final TusResource tus;
    private final Transport transport = Transport.openDaemon(2, "test-loop");
    private final LinkServer server;

    TestDoor(Path home) {
        this(home, WebSettings.DEFAULTS);
    }

    TestDoor(Path home, WebSettings settings) {
        var log = LoggerFactory.getLogger(getClass());
        stores = Stores.open(home);
        transfers =
                Transfers.open(
                        stores.blobs(),
                        stores.ledger(),
                        TransferLimits.DEFAULTS,
                        InstantSource.system(),
                        background);
        tus =
                new TusResource(
                        transfers,
                        TransferLimits.DEFAULTS,
                        home.resolve("web"),
                        settings.openDrop());
        var people = people();
        var links =
                new ShareLinks(
                        stores.ledger().shareLinks(),
                        stores.ledger().media(),
                        InstantSource.system());
        var door =
                new FrontDoor(
                        settings,
                        new NamesAsTokens(),
                        List.of(
                                new MediaResource(transfers.media()),
                                tus,
                                new ApiResource(
                                        new NamesAsTokens(),
                                        login(),
                                        transfers,
                                        new PeopleApi(people),
                                        new LinksApi(links, transfers.media())),
                                new ShareResource(links, transfers.media()),
                                new DropResource(links, tus, people.office()),
                                new LiveResource(people)));
        server =
                new LinkServer(
                        transport,
                        SocketOptions.probe(transport.kind(), log),
                        new LinkSettings(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                        new HostPort("127.0.0.1", 0),
                        LineKinds.PLAIN,
                        new AdmissionSettings(
                                ConnectionLimits.of(1_000),
                                Duration.ofMinutes(1),
                                new Violations(log, System::nanoTime)),
                        link -> {},
                        Optional.of(
                                new HttpProtocol(
                                        HttpSettings.DEFAULTS, door, InstantSource.system())));
    }

    /// `name` or `name:scope`.
    private static final class NamesAsTokens implements AccessTokens {

        @Override
        public Optional<Caller> check(byte[] token) {
            var words = new String(token, StandardCharsets.UTF_8).split(":", 2);
            return Set.of("alice", "bob").contains(words[0])
                    ? Optional.of(
                            new Caller(
                                    Member.believed(new UserName(words[0])),
                                    words.length == 1 ? "" : words[1]))
                    : Optional.empty();
        }

        @Override
        public void end(byte[] token) {
            // Names do not end.
        }

        @Override
        public Sessions.Token issue(Caller caller, String scope, Duration goodFor) {
            var text = caller.name() + ":" + scope;
            return new Sessions.Token(
                    text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH.plus(goodFor));
        }
    }

    private WebLogin login() {
        var people = stores.ledger().people();
        var clock = InstantSource.system();
        return new WebLogin(
                new Registry(people, clock),
                new DeviceRegistry(stores.ledger().devices(), people, clock),
                clock);
    }

    /// Everybody whose name is a token is known.
    private PeopleDesks people() {
        var ledger = stores.ledger();
        var clock = InstantSource.system();
        var registry = new Registry(ledger.people(), clock);
        registry.admitOpenly(ALICE);
        registry.admitOpenly(BOB);
        var wakeUps = WakeUps.local();
        return new PeopleDesks(
                registry,
                new DeviceRegistry(ledger.devices(), ledger.people(), clock),
                new Roster(10),
                new PostOffice(
                        ledger.messages(),
                        ledger.conversations(),
                        ledger.media(),
                        registry,
                        MessageLimits.DEFAULTS,
                        wakeUps,
                        clock),
                new Conversations(
                        ledger.conversations(), registry, MessageLimits.DEFAULTS, wakeUps, clock));
    }

    /// The code of an invitation.
    String invite() {
        return new Invitations(stores.ledger().people(), InstantSource.system())
                .invite(Duration.ofHours(1));
    }

    /// The field that says who asks.
    static String as(String token) {
        return "Authorization: Bearer " + TokenReader.text(token.getBytes(StandardCharsets.UTF_8));
    }

    static String cookie(String token) {
        return "Cookie: a=b; sampan=" + TokenReader.text(token.getBytes(StandardCharsets.UTF_8));
    }

    int port() {
        return server.address().port();
    }

    RawHttp dial() throws java.io.IOException {
        return new RawHttp(port());
    }

    Transfers transfers() {
        return transfers;
    }

    TusResource tus() {
        return tus;
    }

    /// A complete file of alice's; its id.
    String file(String name, String type, byte[] content) {
        var offer =
                new Offer(
                        UploadId.random(),
                        new MediaName(name),
                        content.length,
                        new ContentType(type),
                        false);
        var outcome =
                transfers
                        .uploads()
                        .small(ALICE, offer, Sha256.digest(content), ByteBuffer.wrap(content));
        if (outcome instanceof Outcome.Refused<?>(var refusal)) {
            throw new IllegalStateException(refusal.reason());
        }
        return offer.id().toString();
    }

    @Override
    public void close() {
        server.close();
        transport.close();
        tus.close();
        transfers.close();
        background.close();
        stores.close();
    }
}
