/// The commands for whoever runs a server that look after its home as a whole: [CheckCommand],
/// [BackupCommand], [RestoreCommand]. They work on the home's files, beside the server that works
/// there or without it; nothing of them goes over the network.
@NullMarked
package io.sampan.cli.operate;

import org.jspecify.annotations.NullMarked;
