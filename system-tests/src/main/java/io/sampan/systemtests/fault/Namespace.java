package io.sampan.systemtests.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A network namespace of this machine (Linux), as `ip netns` makes them, in which this process can
/// listen although it lives in another one: a socket belongs for ever to the namespace of the
/// thread that made it, whoever uses it afterwards.
///
/// @param name as `ip netns` lists it
/// @param address of this end of its line
public record Namespace(String name, String address) {

    /// What stands before a command that is to run there.
    public List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /// Listens there, on a port that is free if it is 0.
    ServerSocket listen(int port) throws IOException {
        var socket = new CompletableFuture<ServerSocket>();
        // On a thread of its own, which ends here: nothing else may find itself in that namespace.
        Thread.ofPlatform()
                .name("in-" + name)
                .start(() -> {
                    try {
                        NativeNamespace.enter(Path.of("/run/netns", name));
                        socket.complete(Listening.at(new InetSocketAddress(address, port)));
                    } catch (IOException | RuntimeException e) {
                        socket.completeExceptionally(e);
                    }
                });
        try {
            return socket.join();
        } catch (CompletionException e) {
            throw new IOException("cannot listen in " + this, e.getCause());
        }
    }
}
