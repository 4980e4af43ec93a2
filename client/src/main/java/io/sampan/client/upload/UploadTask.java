package io.sampan.client.upload;

import io.sampan.client.task.PutRequest.OnNoSpace;
import io.sampan.model.Offer;
import java.nio.file.Path;

/// What is to be uploaded.
///
/// @param source resolved: no link
/// @param stamp what the source looked like when it was asked for
/// @param md5 whether an MD5 is compared too
public record UploadTask(
        Path source, FileStamp stamp, Offer offer, boolean md5, OnNoSpace onNoSpace) {}
