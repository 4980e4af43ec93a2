/// The processes that stay: server and relay. What they share: a line `ready HOST:PORT` on standard
/// output once they listen ([Ready]), metrics for Prometheus ([Metrics]), an end on SIGTERM or
/// Ctrl-C that loses nothing ([StopSignal]), and the rule that a server without identities listens
/// on loopback only ([Loopback]).
@NullMarked
package io.sampan.cli.serve;

import org.jspecify.annotations.NullMarked;
