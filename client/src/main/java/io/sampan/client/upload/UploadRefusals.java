package io.sampan.client.upload;

import io.sampan.client.task.TransferResult;
import io.sampan.client.work.StepResult;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;

/// What to do about a refusal, where nothing special is to be done.
final class UploadRefusals {

    private UploadRefusals() {}

    static StepResult verdict(Refusal refusal) {
        if (refusal.code() == RefusalCode.NOT_FOUND) {
            // The server does not know the upload (any more): it is offered again.
            return new StepResult.Again(refusal);
        }
        return switch (refusal.code().remedy()) {
            case WAIT, OFFER_AGAIN, SEND_RANGES, LOG_IN -> new StepResult.Again(refusal);
            case GIVE_UP -> new StepResult.End(new TransferResult.Refused(refusal));
        };
    }
}
