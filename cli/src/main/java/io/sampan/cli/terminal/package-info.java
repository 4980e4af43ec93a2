/// What people and scripts see: facts, messages, progress, and how quantities are written.
///
/// [CommandOutput] keeps facts (standard output) and messages (standard error) apart. [Amounts]
/// writes sizes and rates. Progress is bars on a terminal and plain lines elsewhere.
@NullMarked
package io.sampan.cli.terminal;

import org.jspecify.annotations.NullMarked;
