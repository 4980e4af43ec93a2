package io.sampan.bench.driver;

import java.util.function.Consumer;

/// One person's connection to a system of messages, Sampan or a peer. Used by one thread.
interface MessageLane extends AutoCloseable {

    /// Makes somebody known, so that what is posted to them is kept until they come.
    void introduce();

    /// Forgets whoever was introduced, and what waits for them, where that would weigh on what
    /// comes.
    void forget();

    /// Posts one message, and returns when it is acknowledged.
    void post(String recipient, String text);

    /// Comes online, and acknowledges and hands over whatever comes, until the lane is closed.
    ///
    /// @param online run once, when it is
    void receive(Runnable online, Consumer<String> reader);

    @Override
    void close();
}
