/// Files: put, get, list, remove.
///
/// [Sources] turns what a person names (files, folders, standard input) into requests; what comes
/// back is told by [Results], which also decides the exit code.
@NullMarked
package io.sampan.cli.files;

import org.jspecify.annotations.NullMarked;
