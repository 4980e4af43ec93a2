/// Tasks, as a caller sees them: what is asked for ([PutRequest], [GetRequest]), what it is called
/// ([TaskId]), how it stands ([TaskRecord], [TransferSnapshot]), what happens to it
/// ([TransferEvent]) and what it came to ([TransferResult]).
///
/// Values only: no thread, file or socket. [Transfer] and [Batch] are the handles that the façade
/// gives out; they are interfaces here so that nothing here knows the queue behind them.
@NullMarked
package io.sampan.client.task;

import org.jspecify.annotations.NullMarked;
