package io.sampan.wire.frame;

/// The longest header and body that a side takes; checked before anything is allocated.
///
/// @param header bytes
/// @param body bytes
public record FrameLimits(int header, long body) {

    /// Before login: a header that names who comes, and nothing else.
    public static final FrameLimits STRANGER = new FrameLimits(4 << 10, 0);

    /// After login.
    public static final FrameLimits MEMBER = new FrameLimits(1 << 20, 64 << 20);

    /// What a client takes from the server it chose: also a table of leaf digests in a body, which
    /// for the largest file is 64 GiB, but is streamed.
    public static final FrameLimits CLIENT = new FrameLimits(4 << 20, 0xFFFF_FFFFL);
}
