package io.sampan.wire.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which TCP congestion control sockets get: BBR towards another machine, cubic within this one.
///
/// Over a long line that loses 1 % of its packets cubic falls to a small part of the line's rate,
/// BBR does not (it models the path instead of taking each loss for a jam). On loopback it is the
/// other way round: BBR paces what needs no pacing. Measured with `iperf3 -l 256K` between two
/// processes of one machine with 2 cores, four turns each: cubic 7.7 to 7.9 GB/s, BBR 3.1 to 3.3.
/// So a connection whose peer is this machine gets cubic, even where the system's default is BBR.
///
/// What the kernel grants is found out once, by [#probe]: set on a socket, then read back. A choice
/// that is not granted is never asked for again, and a connection never fails because of it.
///
/// @param far what sockets to other machines get
/// @param near what sockets to this machine get
/// @param normal what the kernel gives where nobody asks; the empty string where that is unknown
public record CongestionControl(String far, String near, String normal) {

    private static final Logger LOG = LoggerFactory.getLogger(CongestionControl.class);

    private static final String FOR_LINES = "bbr";
    private static final String FOR_LOOPBACK = "cubic";

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_CONGESTION = 13;
    private static final int NAME_BYTES = 16;
    private static final ChannelOption<ByteBuffer> OPTION =
            new RawUnixChannelOption("TCP_CONGESTION", IPPROTO_TCP, TCP_CONGESTION, NAME_BYTES);

    private static final CongestionControl NO_CHOICE = new CongestionControl("", "", "");

    /// Asks the kernel what it grants. Opens one socket, and connects it to nothing.
    public static CongestionControl probe(Transport.Kind kind) {
        return switch (kind) {
            case NIO -> NO_CHOICE;
            case EPOLL -> {
                var socket = new EpollSocketChannel();
                try {
                    var normal = read(socket);
                    yield new CongestionControl(
                            granted(socket, FOR_LINES, normal),
                            granted(socket, FOR_LOOPBACK, normal),
                            normal);
                } catch (ChannelException e) {
                    LOG.atDebug()
                            .setCause(e)
                            .log("the kernel does not tell its congestion control");
                    yield NO_CHOICE;
                } finally {
                    socket.unsafe().closeForcibly();
                }
            }
        };
    }

    /// Sets a connected socket, by where its peer is. Never fails: a socket that cannot be set
    /// keeps what it has. Costs one system call, or none where the kernel's own choice is the right
    /// one.
    public void applyTo(Channel connected) {
        var wanted = within(connected) ? near : far;
        if (wanted.equals(normal) || !(connected instanceof EpollSocketChannel)) {
            return;
        }
        try {
            connected.config().setOption(OPTION, encode(wanted));
        } catch (ChannelException e) {
            LOG.atDebug()
                    .addKeyValue("wanted", wanted)
                    .setCause(e)
                    .log("congestion control not set, the connection goes on without");
        }
    }

    /// For the one line at start, for example `bbr`, or `cubic (bbr is not available: modprobe
    /// tcp_bbr)`.
    public String describe() {
        if (far.isEmpty()) {
            return "the system's own (this platform gives no choice)";
        }
        return far.equals(FOR_LINES) ? far : far + " (bbr is not available: modprobe tcp_bbr)";
    }

    /// What a socket has now; the empty string where its transport does not tell.
    static String of(Channel channel) {
        return channel instanceof EpollSocketChannel socket ? read(socket) : "";
    }

    private static boolean within(Channel connected) {
        return connected.remoteAddress() instanceof InetSocketAddress peer
                && peer.getAddress() != null
                && (peer.getAddress().isLoopbackAddress()
                        || (connected.localAddress() instanceof InetSocketAddress own
                                && peer.getAddress().equals(own.getAddress())));
    }

    private static String granted(EpollSocketChannel socket, String wanted, String normal) {
        try {
            socket.config().setOption(OPTION, encode(wanted));
            return read(socket);
        } catch (ChannelException e) {
            LOG.atDebug()
                    .addKeyValue("wanted", wanted)
                    .setCause(e)
                    .log("the kernel does not grant this congestion control");
            return normal;
        }
    }

    private static String read(EpollSocketChannel socket) {
        var buffer = ByteBuffer.allocate(NAME_BYTES);
        ByteBuffer got = socket.config().getOption(OPTION);
        buffer.put(got);
        var name = new String(buffer.array(), US_ASCII);
        var end = name.indexOf('\0');
        return end < 0 ? name : name.substring(0, end);
    }

    private static ByteBuffer encode(String name) {
        var buffer = ByteBuffer.allocate(NAME_BYTES);
        buffer.put(name.getBytes(US_ASCII)).clear();
        return buffer;
    }
}
