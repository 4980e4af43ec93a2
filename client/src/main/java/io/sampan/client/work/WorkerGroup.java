package io.sampan.client.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Workers that carry the blocks of one file side by side, until the plan is finished or one of
/// them says otherwise.
///
/// @param name of the threads
/// @param plan that the workers take their steps from
public record WorkerGroup(String name, BlockPlan plan, Cancellation orders) {

    /// How long blocks in flight may still take, once the orders say to stop.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(50);

    /// How a worker ends the work of all. The first one counts. Any thread.
    public interface End {

        /// Something else is to be done than the next block.
        void say(StepResult verdict);

        /// A fault.
        void fail(RuntimeException cause);
    }

    /// Starts `size` workers, each on a virtual thread, and returns when all have ended. When the
    /// orders say to stop, nobody gets another block; those in flight have a second, then the
    /// workers are interrupted.
    ///
    /// @return [StepResult.GoOn] if the plan was finished, or the orders say to stop
    /// @throws RuntimeException what a worker failed with
    public StepResult work(int size, Function<End, Runnable> worker) {
        var end = new FirstEnd(plan);
        var crew = new ArrayList<Thread>();
        for (var n = 0; n < size; n++) {
            crew.add(Thread.ofVirtual().name(name + "-" + n).start(worker.apply(end)));
        }
        try {
            awaitAll(crew);
        } finally {
            // None may touch the file once it is closed.
            crew.forEach(Thread::interrupt);
            crew.forEach(WorkerGroup::joinSurely);
        }
        return end.verdict();
    }

    private void awaitAll(List<Thread> crew) {
        try {
            for (var worker : crew) {
                while (!worker.join(LOOK)) {
                    if (!orders.isGo()) {
                        plan.halt();
                        awaitInFlight(crew);
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            plan.halt();
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitInFlight(List<Thread> crew) throws InterruptedException {
        var deadline = System.nanoTime() + GRACE.toNanos();
        for (var worker : crew) {
            var left = deadline - System.nanoTime();
            if (left > 0) {
                var _ = worker.join(Duration.ofNanos(left));
            }
        }
    }

    private static void joinSurely(Thread worker) {
        var interrupted = false;
        while (true) {
            try {
                worker.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class FirstEnd implements End {

        private final BlockPlan plan;
        private final AtomicReference<@Nullable StepResult> verdict = new AtomicReference<>();
        private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();

        FirstEnd(BlockPlan plan) {
            this.plan = plan;
        }

        @Override
        public void say(StepResult first) {
            verdict.compareAndSet(null, first);
            plan.halt();
        }

        @Override
        public void fail(RuntimeException first) {
            fault.compareAndSet(null, first);
            plan.halt();
        }

        private StepResult verdict() {
            var failed = fault.get();
            if (failed != null) {
                throw failed;
            }
            var said = verdict.get();
            return said == null ? new StepResult.GoOn() : said;
        }
    }
}
