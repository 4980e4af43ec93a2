package io.sampan.client.download;

import java.time.Duration;

/// How downloads are fetched.
///
/// @param lanes how many lanes carry blocks at once
/// @param blockBytes the longest block
/// @param retryAfter how long to wait after a refusal that does not say
/// @param patience how long a server that fails is asked again while nothing moves
public record DownloadSettings(int lanes, int blockBytes, Duration retryAfter, Duration patience) {}
