package io.sampan.client.upload;

import java.time.Duration;

/// How uploads are sent.
///
/// @param lanes how many lanes carry blocks at once
/// @param blockBytes the longest block
/// @param retryAfter how long to wait after a refusal that does not say
/// @param patience how long a server that fails is asked again while nothing moves
public record UploadSettings(int lanes, int blockBytes, Duration retryAfter, Duration patience) {

    /// How often a file is sent again in whole or in part because digests differ, before it is
    /// given up: something between here and there is broken.
    static final int MAX_DAMAGES = 1000;

    /// How often the digest of the whole may differ.
    static final int MAX_MISMATCHES = 3;
}
