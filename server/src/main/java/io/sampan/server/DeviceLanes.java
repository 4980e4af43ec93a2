package io.sampan.server;

import io.sampan.core.identity.Member;
import io.sampan.model.DeviceId;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.link.Link;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lanes that are open here, by device, so that those of a revoked one end. Thread-safe.
final class DeviceLanes {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceLanes.class);

    private final Map<Member, Set<Link>> lanes = new ConcurrentHashMap<>();
    private final Map<UserName, Integer> persons = new ConcurrentHashMap<>();

    /// A lane is open, until it is [removed][#remove].
    ///
    /// @return how many that person has now, this one included
    int add(Member member, Link link) {
        lanes.compute(
                member,
                (_, open) -> {
                    var links = open == null ? ConcurrentHashMap.<Link>newKeySet() : open;
                    links.add(link);
                    return links;
                });
        return persons.merge(member.name(), 1, Integer::sum);
    }

    void remove(Member member, Link link) {
        lanes.computeIfPresent(
                member,
                (_, open) -> {
                    open.remove(link);
                    return open.isEmpty() ? null : open;
                });
        persons.computeIfPresent(member.name(), (_, open) -> open == 1 ? null : open - 1);
    }

    /// Ends all lanes of a device, and tells it why.
    void end(UserName person, DeviceId device) {
        var member = new Member(person, device);
        for (var link : lanes.getOrDefault(member, Set.of())) {
            Thread.ofVirtual().start(() -> end(member, link));
        }
    }

    private static void end(Member member, Link link) {
        link.endWith(new Refused(Refusal.of(RefusalCode.DEVICE_REVOKED)));
        LOG.atInfo()
                .addKeyValue("user", member.name())
                .addKeyValue("device", member.device())
                .log("lane of a revoked device ended");
    }
}
