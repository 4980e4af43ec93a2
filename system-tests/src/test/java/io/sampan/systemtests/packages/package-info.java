/// Programs that speak the seed's `Package` struct, served by real processes. [Struct] and
/// [OldProgram] are a client of their own, written from the protocol's description byte by byte;
/// they share no code with the server.
@NullMarked
package io.sampan.systemtests.packages;

import org.jspecify.annotations.NullMarked;
