package io.sampan.cli.files;

import java.nio.file.Path;

/// Something that lies in a folder and is not put.
///
/// @param reason safe to show
/// @param failure whether it should have been put; a link, a socket or an empty folder is left out
///   by rule
public record SkippedFile(Path path, String reason, boolean failure) {}
