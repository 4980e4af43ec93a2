package io.sampan.core.messaging;

import io.sampan.model.UserName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Tells every server that stands on one ledger whose log has new entries. A hint: nothing that
/// counts is only here, and one that is lost costs a reader the time until it looks by itself.
public interface WakeUps {

    /// Somebody's log has new entries. Does not block.
    void wake(UserName who);

    /// From now on `listener` is told. It must not block.
    void listen(Consumer<UserName> listener);

    /// Those of one process.
    static WakeUps local() {
        return new Local();
    }

    /// Thread-safe.
    final class Local implements WakeUps {

        private final List<Consumer<UserName>> listeners = new CopyOnWriteArrayList<>();

        private Local() {}

        @Override
        public void wake(UserName who) {
            listeners.forEach(listener -> listener.accept(who));
        }

        @Override
        public void listen(Consumer<UserName> listener) {
            listeners.add(listener);
        }
    }
}
