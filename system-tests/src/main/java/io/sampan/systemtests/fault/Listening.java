package io.sampan.systemtests.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Where a [FaultyRelay] listens.
@FunctionalInterface
interface Listening {

    ServerSocket on(int port) throws IOException;

    /// On this machine's own loopback address.
    static ServerSocket here(int port) throws IOException {
        return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /// At this address of the calling thread's network namespace.
    static ServerSocket at(InetSocketAddress address) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(address);
        return socket;
    }
}
