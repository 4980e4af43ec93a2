package io.sampan.relay;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The ordered list: a primary and its backups.
record Upstreams(List<Upstream> inOrder) {

    /// Whom a new session should try, one after the other: those that are fit, in order, then, as a
    /// last resort, those that rest, in order. So a session never fails only because everybody
    /// rests. One that leads back here is left out: its session would come back as another one.
    Iterator<Upstream> forNewSession() {
        var fit = new ArrayList<Upstream>(inOrder.size());
        var resting = new ArrayList<Upstream>(0);
        for (var upstream : inOrder) {
            // Only the first choice takes a trial; behind a fit one nobody would get to try it.
            var taken = fit.isEmpty() && upstream.take();
            if (taken || (!fit.isEmpty() && upstream.isFit())) {
                fit.add(upstream);
            } else if (!upstream.isLooping()) {
                resting.add(upstream);
            }
        }
        fit.addAll(resting);
        return fit.iterator();
    }
}
