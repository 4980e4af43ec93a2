package io.sampan.client.download;

import io.sampan.client.task.GetRequest.Target;
import io.sampan.client.task.MediaRef;
import java.nio.file.Path;
import java.util.Optional;

/// What is to be fetched.
///
/// @param media which; by id once it is known
/// @param target where it was asked to go
/// @param chosen the very file, once it was chosen
public record DownloadTask(MediaRef media, Target target, Optional<Path> chosen) {}
