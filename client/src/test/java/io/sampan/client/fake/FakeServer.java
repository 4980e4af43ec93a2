package io.sampan.client.fake;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Offer;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Pong;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.LoginFrame;
import io.sampan.wire.frame.LoginFrame.Limits;
import io.sampan.wire.frame.LoginFrame.Welcome;
import io.sampan.wire.frame.MediaFrame;
import io.sampan.wire.frame.Secret;
import io.sampan.wire.frame.UploadFrame;
import io.sampan.wire.link.AdmissionSettings;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.Incoming;
import io.sampan.wire.link.LineKinds;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.link.LinkServer;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.CongestionControl;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Violations;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/// A server in memory that does what it is told to do wrong. It speaks over real sockets, and keeps
/// count of what came.
public final class FakeServer implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final class Upload {
        private final Offer offer;
        private final byte[] bytes;
        private RangeSet held = RangeSet.EMPTY;
        private boolean paused;

        Upload(Offer offer) {
            this.offer = offer;
            this.bytes = new byte[(int) offer.size()];
        }
    }

    private final Transport transport = Transport.openDaemon(2, "fake");
    private final LinkServer links;
    private final Map<UploadId, Upload> uploads = new ConcurrentHashMap<>();
    private final Map<MediaId, Media> media = new ConcurrentHashMap<>();
    private final Map<MediaId, byte[]> contents = new ConcurrentHashMap<>();
    private final List<Frame> heard = new CopyOnWriteArrayList<>();
    private final List<Link> open = new CopyOnWriteArrayList<>();
    private final AtomicLong blockBytes = new AtomicLong();
    private volatile Function<Frame, Reaction> reactions = frame -> new Reaction.Normal();

    public FakeServer() {
        this(new HostPort("127.0.0.1", 0));
    }

    public FakeServer(HostPort address) {
        links =
                new LinkServer(
                        transport,
                        new SocketOptions(CongestionControl.probe(transport.kind())),
                        LinkSettings.DEFAULT,
                        address,
                        LineKinds.PLAIN,
                        new AdmissionSettings(
                                ConnectionLimits.of(1000),
                                Duration.ofSeconds(30),
                                new Violations(
                                        LoggerFactory.getLogger(FakeServer.class),
                                        System::nanoTime)),
                        this::converse);
    }

    public HostPort address() {
        return links.address();
    }

    /// What it does with each frame from now on.
    public void react(Function<Frame, Reaction> newReactions) {
        reactions = newReactions;
    }

    /// Everything that was heard, logins too.
    public List<Frame> heard() {
        return List.copyOf(heard);
    }

    public long count(Class<? extends Frame> type) {
        return heard.stream().filter(type::isInstance).count();
    }

    /// Bytes of blocks that came, also those that were damaged or came twice.
    public long blockBytes() {
        return blockBytes.get();
    }

    public byte[] content(MediaId id) {
        return contents.getOrDefault(id, new byte[0]).clone();
    }

    public boolean isPaused(UploadId id) {
        var upload = uploads.get(id);
        return upload != null && upload.paused;
    }

    public boolean knows(UploadId id) {
        return uploads.containsKey(id);
    }

    public List<UploadId> uploads() {
        return List.copyOf(uploads.keySet());
    }

    /// It has lost its records of what is arriving.
    public void forgetUploads() {
        uploads.clear();
    }

    public int lanes() {
        return open.size();
    }

    /// Ends all lanes.
    public void hangUp() {
        open.forEach(Link::abort);
    }

    /// As if it had been put before.
    public Media store(Offer offer, byte[] bytes) {
        var stored =
                new Media(
                        offer.id().toMediaId(),
                        new UserName("alice"),
                        offer.name(),
                        bytes.length,
                        offer.type(),
                        tree(bytes),
                        offer.shared(),
                        Instant.ofEpochMilli(1),
                        offer.traits());
        contents.put(stored.id(), bytes.clone());
        media.put(stored.id(), stored);
        return stored;
    }

    public static Sha256 tree(byte[] bytes) {
        var tree = new TreeHasher();
        leaves(bytes).forEach(tree::add);
        return tree.digest();
    }

    private static List<Sha256> leaves(byte[] bytes) {
        var digests = new ArrayList<Sha256>();
        for (var leaf = 0; leaf < Leaf.count(bytes.length); leaf++) {
            digests.add(leafDigest(bytes, leaf));
        }
        return digests;
    }

    private static Sha256 leafDigest(byte[] bytes, int leaf) {
        var hasher = Sha256.hasher();
        hasher.update(bytes, (int) Leaf.start(leaf), Leaf.length(leaf, bytes.length));
        return Sha256.finish(hasher);
    }

    // ---- a lane ------------------------------------------------------------------------------

    private void converse(Link link) {
        open.add(link);
        try {
            link.letIn();
            while (true) {
                var incoming = link.receive(SILENCE);
                heard.add(incoming.frame());
                var reaction = reactions.apply(incoming.frame());
                if (!react(link, incoming, reaction)) {
                    return;
                }
            }
        } finally {
            open.remove(link);
        }
    }

    private boolean react(Link link, Incoming incoming, Reaction reaction) {
        switch (reaction) {
            case Reaction.Normal() -> answer(link, incoming, body(incoming), false, false);
            case Reaction.DoButSayNothing() -> answer(link, incoming, body(incoming), true, false);
            case Reaction.Damage() -> answer(link, incoming, body(incoming), false, true);
            case Reaction.Later(var permit) -> {
                var body = body(incoming);
                Thread.ofVirtual().start(() -> answerLater(permit, link, incoming, body));
            }
            case Reaction.Ignore() -> incoming.body().skip(SILENCE);
            case Reaction.HangUp() -> {
                return false;
            }
            case Reaction.HangUpAfter(var bytes) -> {
                takeSome(link, incoming, bytes);
                return false;
            }
            case Reaction.Refuse(var refusal) -> {
                incoming.body().skip(SILENCE);
                link.send(incoming.exchange(), new Refused(refusal));
            }
        }
        return true;
    }

    private void answerLater(Semaphore permit, Link link, Incoming incoming, ByteBuffer body) {
        permit.acquireUninterruptibly();
        try {
            answer(link, incoming, body, false, false);
        } catch (LinkException.Closed tooLate) {
            // Whoever asked has hung up meanwhile: nobody is there to be answered, and nothing is
            // wrong.
        }
    }

    /// Reads a part of a block, or sends a part of an answer, and keeps it as a head.
    private void takeSome(Link link, Incoming incoming, long bytes) {
        switch (incoming.frame()) {
            case UploadFrame.PutBlock block -> {
                var upload = uploads.get(block.id());
                var at = block.offset();
                var part = ByteBuffer.allocate((int) incoming.body().length());
                while (part.position() < bytes && incoming.body().next(SILENCE, part::put)) {
                    // Until it is enough.
                }
                blockBytes.addAndGet(part.position());
                if (upload != null) {
                    store(upload, at, part.flip());
                }
            }
            case MediaFrame.GetRange range -> {
                var content = contents.getOrDefault(range.id(), new byte[0]);
                try {
                    link.send(
                            incoming.exchange(),
                            new MediaFrame.Data(range.offset()),
                            new Body.Stream(
                                    range.length(),
                                    (offset, into) -> {
                                        if (offset >= bytes) {
                                            throw new LinkException.Closed("as it was told");
                                        }
                                        into.put(
                                                content,
                                                (int) (range.offset() + offset),
                                                into.remaining());
                                    }));
                } catch (LinkException e) {
                    return;
                }
            }
            default -> throw new IllegalArgumentException("no body to cut: " + incoming.frame());
        }
    }

    private ByteBuffer body(Incoming incoming) {
        var body = incoming.body().readAll(64 << 20, SILENCE);
        if (incoming.frame() instanceof UploadFrame.PutBlock) {
            blockBytes.addAndGet(body.remaining());
        }
        return body;
    }

    private void answer(
            Link link, Incoming incoming, ByteBuffer body, boolean quietly, boolean damaged) {
        var exchange = incoming.exchange();
        if (incoming.frame() instanceof MediaFrame.GetRange range) {
            data(link, exchange, range, damaged);
            return;
        }
        if (incoming.frame() instanceof MediaFrame.OpenMedia(var id)) {
            info(link, exchange, media.get(id));
            return;
        }
        if (incoming.frame() instanceof MediaFrame.OpenNamed(var name)) {
            info(
                    link,
                    exchange,
                    media.values().stream()
                            .filter(one -> one.name().equals(name))
                            .findFirst()
                            .orElse(null));
            return;
        }
        var frame = answerTo(incoming.frame(), body, damaged);
        if (!quietly) {
            link.send(exchange, frame);
        }
    }

    private Frame answerTo(Frame frame, ByteBuffer body, boolean damaged) {
        return switch (frame) {
            case LoginFrame login ->
                    new Welcome(
                            Secret.NONE,
                            new Limits(8 << 20, 1 << 20, 1L << 40, Duration.ofSeconds(30)),
                            List.of(),
                            Instant.ofEpochMilli(0));
            case ControlFrame control -> new Pong();
            case UploadFrame upload -> answerTo(upload, body, damaged);
            case MediaFrame.ListMedia list ->
                    new MediaFrame.MediaList(List.copyOf(media.values()), false, List.of());
            case MediaFrame.RemoveMedia(var id) -> {
                contents.remove(id);
                yield media.remove(id) == null ? refused(RefusalCode.NOT_FOUND) : new Done();
            }
            case MediaFrame other -> new Done();
            default -> refused(RefusalCode.MALFORMED);
        };
    }

    private Frame answerTo(UploadFrame frame, ByteBuffer body, boolean damaged) {
        return switch (frame) {
            case UploadFrame.OfferUpload offered -> {
                var upload =
                        uploads.computeIfAbsent(
                                offered.offer().id(), id -> new Upload(offered.offer()));
                upload.paused = false;
                yield status(offered.offer().id());
            }
            case UploadFrame.QueryUpload(var id) ->
                    uploads.containsKey(id) ? status(id) : refused(RefusalCode.NOT_FOUND);
            case UploadFrame.PutBlock block -> putBlock(block, body, damaged);
            case UploadFrame.PauseUpload(var id) -> {
                var upload = uploads.get(id);
                if (upload != null) {
                    upload.paused = true;
                }
                yield new Done();
            }
            case UploadFrame.CancelUpload(var id) -> {
                uploads.remove(id);
                yield new Done();
            }
            case UploadFrame.FinishUpload finish -> finish(finish);
            case UploadFrame.PutSmall small -> {
                if (damaged) {
                    yield new Refused(Refusal.of(RefusalCode.BAD_LEAF));
                }
                var content = new byte[body.remaining()];
                body.get(content);
                yield new UploadFrame.UploadComplete(store(small.offer(), content));
            }
            case UploadFrame other -> refused(RefusalCode.MALFORMED);
        };
    }

    private Frame status(UploadId id) {
        var done = media.get(id.toMediaId());
        if (done != null) {
            return new UploadFrame.UploadComplete(done);
        }
        var upload = uploads.get(id);
        if (upload == null) {
            return refused(RefusalCode.NOT_FOUND);
        }
        synchronized (upload) {
            return new UploadFrame.UploadReady(id, upload.held);
        }
    }

    private Frame putBlock(UploadFrame.PutBlock block, ByteBuffer body, boolean damaged) {
        var upload = uploads.get(block.id());
        if (upload == null) {
            return refused(RefusalCode.NOT_FOUND);
        }
        if (upload.paused) {
            return refused(RefusalCode.PAUSED);
        }
        if (damaged) {
            body.put(0, (byte) ~body.get(0));
        }
        synchronized (upload) {
            var range = ByteRange.ofLength(block.offset(), body.remaining());
            store(upload, block.offset(), body);
            var bad = RangeSet.EMPTY;
            for (var n = 0; n < block.leaves().size(); n++) {
                var leaf = Leaf.at(block.offset()) + n;
                var whole = Leaf.range(leaf, upload.offer.size());
                var ends = whole.to() <= range.to();
                if (ends && !leafDigest(upload.bytes, leaf).equals(block.leaves().get(n))) {
                    bad = bad.plus(whole);
                }
            }
            upload.held = upload.held.minus(bad);
            return bad.isEmpty()
                    ? new UploadFrame.BlockStored()
                    : new Refused(Refusal.of(RefusalCode.BAD_LEAF).ranges(bad));
        }
    }

    private static void store(Upload upload, long at, ByteBuffer bytes) {
        synchronized (upload) {
            var range = ByteRange.ofLength(at, bytes.remaining());
            bytes.get(upload.bytes, (int) at, bytes.remaining());
            upload.held = upload.held.plus(range);
        }
    }

    private Frame finish(UploadFrame.FinishUpload finish) {
        var done = media.get(finish.id().toMediaId());
        if (done != null) {
            return new UploadFrame.UploadComplete(done);
        }
        var upload = uploads.get(finish.id());
        if (upload == null) {
            return refused(RefusalCode.NOT_FOUND);
        }
        synchronized (upload) {
            var whole = new ByteRange(0, upload.offer.size());
            var missing = upload.held.missingFrom(whole);
            if (!missing.isEmpty()) {
                return new Refused(Refusal.of(RefusalCode.INCOMPLETE).ranges(missing));
            }
            if (!tree(upload.bytes).equals(finish.digest())) {
                return new Refused(
                        Refusal.of(RefusalCode.DIGEST_MISMATCH).ranges(RangeSet.of(whole)));
            }
            uploads.remove(finish.id());
            return new UploadFrame.UploadComplete(store(upload.offer, upload.bytes));
        }
    }

    private void info(Link link, int exchange, @org.jspecify.annotations.Nullable Media one) {
        if (one == null) {
            link.send(exchange, refused(RefusalCode.NOT_FOUND));
            return;
        }
        var digests = leaves(content(one.id()));
        var body = ByteBuffer.allocate(digests.size() * Sha256.BYTES);
        digests.forEach(digest -> body.put(digest.bytes()));
        link.send(exchange, new MediaFrame.MediaInfo(one), Body.of(body.flip()));
    }

    private void data(Link link, int exchange, MediaFrame.GetRange range, boolean damaged) {
        var bytes = contents.getOrDefault(range.id(), new byte[0]);
        var part = ByteBuffer.allocate((int) range.length());
        part.put(bytes, (int) range.offset(), (int) range.length()).flip();
        if (damaged) {
            part.put(0, (byte) ~part.get(0));
        }
        link.send(exchange, new MediaFrame.Data(range.offset()), Body.of(part));
    }

    private static Frame refused(RefusalCode code) {
        return new Refused(Refusal.of(code));
    }

    @Override
    public void close() {
        links.close();
        transport.close();
    }
}
