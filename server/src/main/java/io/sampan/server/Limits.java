package io.sampan.server;

import io.sampan.core.transfer.TransferLimits;

/// What clients are told of the server's limits.
///
/// @param maxBlock bytes of a block at most
/// @param maxSmall bytes of a file that may come in one round trip
/// @param maxFile bytes of a file at most
public record Limits(int maxBlock, int maxSmall, long maxFile) {

    /// What a client is told of these limits.
    public static Limits of(TransferLimits limits) {
        return new Limits(limits.maxBlockBytes(), limits.maxSmallBytes(), limits.maxFileBytes());
    }
}
