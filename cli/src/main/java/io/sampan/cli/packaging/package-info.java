/// Files that packages install beside the program: man pages and completions for shells, written
/// from the commands' own descriptions so that they cannot differ from `--help`.
///
/// Used by the script `package` at build time only. Start with [PackagingCommand].
@NullMarked
package io.sampan.cli.packaging;

import org.jspecify.annotations.NullMarked;
