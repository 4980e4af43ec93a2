package io.sampan.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.Violation;
import java.util.Optional;
import java.util.function.Consumer;

/// Listens, tells protocols apart by their first byte, and starts one virtual thread for each link.
public final class LinkServer implements AutoCloseable {

    private final LinkSettings settings;
    private final AdmissionSettings reception;
    private final LineKinds lines;
    private final ReadBudget budget = ReadBudget.ofThisProgram();
    private final Consumer<Link> conversation;
    private final Optional<ByteProtocol> http;
    private final Listener listener;

    /// Starts to listen for the native protocol alone.
    ///
    /// @see #LinkServer(Transport, SocketOptions, LinkSettings, HostPort, Lines, AdmissionSettings,
    ///   Consumer, Optional)
    public LinkServer(
            Transport transport,
            SocketOptions options,
            LinkSettings settings,
            HostPort address,
            LineKinds lines,
            AdmissionSettings reception,
            Consumer<Link> conversation) {
        this(
                transport,
                options,
                settings,
                address,
                lines,
                reception,
                conversation,
                Optional.empty());
    }

    /// Starts to listen.
    ///
    /// @param transport stays the caller's to close
    /// @param lines which kinds of lines are taken
    /// @param reception how many connections are held at once, and what strangers are allowed
    /// @param conversation called on a virtual thread of its own for each link, which it receives
    ///   from; the link is closed when it returns or throws
    /// @param http answers HTTP on the same port; where it is empty, HTTP is refused as a protocol
    ///   that is not spoken
    /// @throws LinkException.Unreachable if the address cannot be listened on
    public LinkServer(
            Transport transport,
            SocketOptions options,
            LinkSettings settings,
            HostPort address,
            LineKinds lines,
            AdmissionSettings reception,
            Consumer<Link> conversation,
            Optional<ByteProtocol> http) {
        this.settings = settings;
        this.http = http;
        this.reception = reception;
        this.lines = lines;
        this.conversation = conversation;
        this.listener =
                new Listener(
                        transport,
                        options,
                        budget,
                        address,
                        reception.door(),
                        reception.offences(),
                        "lane-",
                        this::onAccepted);
    }

    private void onAccepted(Channel channel) {
        channel.pipeline()
                .addLast(
                        new FirstByte(
                                settings.connect(),
                                lines,
                                reception.offences(),
                                this::onNative,
                                http.map(it ->
                                        new FirstByte.HttpLines(
                                                it::takesPlainFrom, this::onHttp))));
    }

    /// On the event loop: as [#onNative].
    private void onHttp(ChannelHandlerContext ctx, ByteBuf first) {
        var inbound = new Inbound(budget);
        var pipeline = ctx.pipeline();
        pipeline.addLast(inbound);
        var link = new ByteLink(ctx.channel(), inbound, settings.sendSilence());
        ctx.fireChannelRead(first);
        pipeline.remove(ctx.handler());
        listener.converse(link.peer(), () -> converse(link, http.orElseThrow()));
    }

    private void converse(ByteLink link, ByteProtocol protocol) {
        try (link) {
            protocol.converse(link).ifPresent(kind -> reception.offences().note(kind, link.peer()));
        } catch (LinkException e) {
            if (link.isDeaf()) {
                reception.offences().note(Violation.DEAF, link.peer());
            } else if (e instanceof LinkException.Silent) {
                reception.offences().note(Violation.SILENT, link.peer());
            }
            throw e;
        }
    }

    /// On the event loop: from here on the bytes go to a virtual thread.
    private void onNative(ChannelHandlerContext ctx, ByteBuf first) {
        var inbound = new Inbound(budget);
        var pipeline = ctx.pipeline();
        pipeline.addLast(inbound);
        var link =
                new Link(
                        new ByteLink(ctx.channel(), inbound, settings.sendSilence()),
                        FrameLimits.STRANGER);
        link.mustBeLetIn(reception.letInWithin());
        ctx.fireChannelRead(first);
        pipeline.remove(ctx.handler());
        listener.converse(link.peer(), () -> converse(link));
    }

    private void converse(Link link) {
        try (link) {
            link.welcome(settings.connect());
            conversation.accept(link);
        } catch (LinkException | MalformedFrameException e) {
            offence(link, e).ifPresent(kind -> reception.offences().note(kind, link.peer()));
            throw e;
        }
    }

    private static Optional<Violation> offence(Link link, RuntimeException end) {
        if (link.isDeaf()) {
            return Optional.of(Violation.DEAF);
        }
        if (!link.isLetIn()) {
            return end instanceof MalformedFrameException
                    ? Optional.of(Violation.STRANGE)
                    : Optional.of(Violation.SLOW).filter(_ -> isSlow(link, end));
        }
        return switch (end) {
            case MalformedFrameException _ -> Optional.of(Violation.MALFORMED);
            case LinkException.Silent _ -> Optional.of(Violation.SILENT);
            default -> Optional.empty();
        };
    }

    private static boolean isSlow(Link link, RuntimeException end) {
        return end instanceof LinkException.Silent || link.isOverdue();
    }

    /// Where it listens; the port that was found where 0 was asked for.
    public HostPort address() {
        return listener.address();
    }

    /// Connections that are open now, logged in or not.
    public int open() {
        return listener.open();
    }

    /// Accepts nobody any more; what is open goes on.
    public void stopListening() {
        listener.stopListening();
    }

    /// Stops listening and ends all connections.
    @Override
    public void close() {
        listener.close();
    }
}
