package io.sampan.cli.serve;

import io.sampan.core.transfer.TransferLimits;
import io.sampan.server.ServerSettings;
import io.sampan.wire.net.HostPort;
import java.nio.file.Path;
import java.util.Optional;

/// All that has to be known to start a server.
///
/// @param home where everything lives
/// @param metrics where to show figures, if anywhere
record ServerPlan(
        Path home, ServerSettings settings, TransferLimits limits, Optional<HostPort> metrics) {}
