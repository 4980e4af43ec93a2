package io.sampan.wire.link;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/// How large a buffer a link reads into: four times as much after each that was filled, half after
/// each that was not half full, between 4 KiB and a piece. While the budget has no room, 4 KiB.
final class ReadBuffers extends DefaultMaxMessagesRecvByteBufAllocator {

    private static final int SMALLEST = 4 << 10;
    private static final int FIRST = 16 << 10;
    private static final int LARGEST = IncomingBody.MAX_PIECE;

    private final ReadBudget budget;

    ReadBuffers(ReadBudget budget) {
        this.budget = budget;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's type for it; there is no other yet
    public Handle newHandle() {
        return new Guess();
    }

    private final class Guess extends MaxMessageHandle {

        private int next = FIRST;

        @Override
        public int guess() {
            return budget.hasRoom() ? next : SMALLEST;
        }

        @Override
        public void lastBytesRead(int bytes) {
            if (bytes == attemptedBytesRead()) {
                next = Math.min(LARGEST, next * 4);
            } else if (bytes < next / 2) {
                next = Math.max(SMALLEST, next / 2);
            }
            super.lastBytesRead(bytes);
        }
    }
}
