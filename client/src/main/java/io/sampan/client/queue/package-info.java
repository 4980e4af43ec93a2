/// The queue of a home: which tasks run, and in which process.
///
/// ```
///  process A (the runner) ─── TaskQueue ── Job, Job, Job (at most so many files at once)
///      │ holds the RunnerLock      ▲  │ figures, states
///      ▼                           │  ▼
///   ┌──────────────────────── Journal ────────────────────────┐
///   └──▲──────────────────────────────────────────────────▲───┘
///      │ new tasks, wants                                 │ wants
///  process B (follows; takes over when A ends)        process C (`pause`)
/// ```
///
/// Start with [TaskQueue]. A [Job] is a task that this process works on; a [TaskHandle] is what a
/// caller holds, whichever process works.
@NullMarked
package io.sampan.client.queue;

import org.jspecify.annotations.NullMarked;
