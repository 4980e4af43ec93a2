package io.sampan.client.work;

import io.sampan.client.task.TransferResult;
import io.sampan.model.Refusal;

/// What a step of a transfer came to.
public sealed interface StepResult {

    /// Go on with the next step.
    record GoOn() implements StepResult {}

    /// Begin this conversation again, perhaps after a while: offer the file again, open the media
    /// again.
    record Again(Refusal why) implements StepResult {}

    /// It is over.
    record End(TransferResult result) implements StepResult {}

    /// Over, with a fault that is told.
    static StepResult failed(String reason) {
        return new End(new TransferResult.Failed(reason));
    }
}
