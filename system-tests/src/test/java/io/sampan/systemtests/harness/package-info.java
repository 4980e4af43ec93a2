/// What the system tests are made with: real processes, real sockets, real files.
///
/// - [Lab]: one for each test; owns its folder and everything that must be stopped, and shows the
///   logs of a test that failed;
/// - [Cluster]: a server and relays as processes, to be killed, frozen and started again;
/// - [SampanCli]: a person with a home of their own, who runs commands;
/// - [FrameTap]: sits on the line and reads along: acts at an exact frame or byte, and counts what
///   crosses it again;
/// - [RawLane]: speaks the protocol by hand, also wrongly;
/// - [Content]: files by seed, and their digests.
///
/// Nothing here waits for a length of time where it can wait for a condition.
package io.sampan.systemtests.harness;
