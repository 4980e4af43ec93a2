package io.sampan.client.download;

import io.sampan.client.work.TransferObserver;
import io.sampan.model.Media;
import java.nio.file.Path;

/// What a download tells besides.
public interface DownloadReport extends TransferObserver {

    /// The media and its target are known now, before the first byte is written; to be journaled
    /// before this returns.
    void onChosen(Media media, Path target);
}
