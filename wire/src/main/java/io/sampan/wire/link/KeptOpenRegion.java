package io.sampan.wire.link;

import io.netty.channel.DefaultFileRegion;
import java.nio.channels.FileChannel;

/// A part of a file for the kernel to send. Unlike its parent it leaves the file open: the file
/// belongs to whoever sends it, part after part.
final class KeptOpenRegion extends DefaultFileRegion {

    KeptOpenRegion(FileChannel file, long position, long count) {
        super(file, position, count);
    }

    @Override
    protected void deallocate() {
        // Nothing of ours to let go of.
    }
}
