package io.sampan.systemtests.fault;

import java.io.IOException;
import java.net.Socket;

/// One client's connection and the one to the server. Both are closed together.
final class Connection {

    private final Socket client;
    private final Socket server;

    Connection(Socket client, Socket server) {
        this.client = client;
        this.server = server;
    }

    /// Carries both directions on two threads, then closes; returns when it is over.
    void run(Direction up, Direction down, Tap tap, Cut cut) throws InterruptedException {
        var downwards =
                Thread.ofVirtual().start(() -> carry(new Pump(server, client, down, tap), cut));
        carry(new Pump(client, server, up, tap), cut);
        downwards.join();
        end(Cut.GRACEFULLY);
    }

    private void carry(Pump pump, Cut cut) {
        try {
            if (pump.run()) {
                end(cut);
            }
        } catch (IOException _) {
            // One side is gone, and so is the other.
            end(Cut.ABRUPTLY);
        } catch (InterruptedException _) {
            end(Cut.ABRUPTLY);
            Thread.currentThread().interrupt();
        }
    }

    void end(Cut how) {
        end(client, how);
        end(server, how);
    }

    private static void end(Socket socket, Cut how) {
        try {
            if (how == Cut.ABRUPTLY && !socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException _) {
            // It is closed already, which was the wish.
        }
    }
}
