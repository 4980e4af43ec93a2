/// How values are written in options and in configuration files: sizes ("8 MiB"), durations
/// ("60s"), addresses. One way to write them, wherever they stand; each says itself what it
/// expects.
///
/// [Converters] teaches them to the command line, [Toml] to configuration files.
@NullMarked
package io.sampan.cli.setting;

import org.jspecify.annotations.NullMarked;
