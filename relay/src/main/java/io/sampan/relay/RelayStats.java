package io.sampan.relay;

/// What a relay has done since it started, at one moment. All counts only grow, but for
/// `sessionsOpen`.
///
/// @param sessionsOpen sessions now, also those that still look for an upstream
/// @param sessionsTotal sessions ever let in
/// @param sessionsRefused closed at once over a limit
/// @param sessionsIdled closed over silence
/// @param bytesUp received from clients and handed on
/// @param bytesDown received from upstreams and handed on
/// @param upstreamFailures connects that failed and sessions that an upstream reset before a byte
/// @param sessionsUnserved sessions that no upstream would take
/// @param loops times that an upstream was found to lead back to this relay
public record RelayStats(
        int sessionsOpen,
        long sessionsTotal,
        long sessionsRefused,
        long sessionsIdled,
        long bytesUp,
        long bytesDown,
        long upstreamFailures,
        long sessionsUnserved,
        long loops) {}
