package io.sampan.wire.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.sampan.wire.net.limit.ConnectionLimiter;
import io.sampan.wire.net.limit.Violations;
import java.net.InetSocketAddress;

/// Stands before a [LinkServer]'s acceptor: a connection over a limit is closed before anything is
/// allocated for it. Called on the listener's event loop.
final class ConnectionLimitHandler extends ChannelInboundHandlerAdapter {

    private final ConnectionLimiter door;
    private final Violations offences;

    ConnectionLimitHandler(ConnectionLimiter door, Violations offences) {
        this.door = door;
        this.offences = offences;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        var channel = (Channel) accepted;
        var from = (InetSocketAddress) channel.remoteAddress();
        if (from == null) {
            channel.unsafe().closeForcibly(); // gone before it was accepted
            return;
        }
        var offence = door.enter(from.getAddress());
        if (offence.isPresent()) {
            offences.note(offence.get(), from);
            channel.unsafe().closeForcibly();
            return;
        }
        channel.closeFuture().addListener(_ -> door.leave(from.getAddress()));
        ctx.fireChannelRead(channel);
    }
}
