package io.sampan.wire.link;

import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Violations;
import java.time.Duration;

/// How a [LinkServer] receives strangers.
///
/// @param door how many are let in, and how fast
/// @param letInWithin how long a connection may last, in total, until [Link#letIn] is called: a
///   stranger that sends a byte now and then is never silent
/// @param offences where misbehaviour is counted
public record AdmissionSettings(ConnectionLimits door, Duration letInWithin, Violations offences) {}
