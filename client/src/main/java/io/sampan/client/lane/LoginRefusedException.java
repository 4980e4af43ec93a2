package io.sampan.client.lane;

import io.sampan.model.Refusal;

/// The server does not let this user in, and trying again will not help.
public final class LoginRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /// Tells what the server refused.
    public LoginRefusedException(Refusal refusal) {
        super(refusal.reason());
        this.refusal = refusal;
    }

    /// What the server said.
    public Refusal refusal() {
        return refusal;
    }
}
