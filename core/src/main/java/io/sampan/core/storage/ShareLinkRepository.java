package io.sampan.core.storage;

import io.sampan.model.LinkId;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The share and drop links that people have made.
public interface ShareLinkRepository {

    /// Keeps a new link.
    void add(ShareLink link);

    /// The link with this code's digest, whether it is good or not.
    Optional<ShareLink> find(Sha256 code);

    /// Somebody's, newest first.
    List<ShareLink> of(UserName owner);

    /// Counts one more use, if that many are allowed.
    ///
    /// @param bytes of a file that is to be dropped; 0 otherwise
    /// @return whether it is allowed
    boolean use(LinkId id, long bytes);

    /// Ends a link of that person's.
    ///
    /// @return whether there was one
    boolean remove(UserName owner, LinkId id);

    /// Forgets what has expired since.
    void removeExpired(Instant before);
}
