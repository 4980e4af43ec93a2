/// People and messages on the command line: joining, sending, receiving, who is online, and a
/// conversation on the whole terminal.
///
/// Each command is a class; what several of them say is shared: how a message is shown
/// ([MessageEvents]), what is known of a file before it is sent ([FileEvents]).
@NullMarked
package io.sampan.cli.people;

import org.jspecify.annotations.NullMarked;
