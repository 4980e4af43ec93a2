package io.sampan.web.people;

import io.sampan.core.identity.DeviceRegistry;
import io.sampan.core.identity.Registry;
import io.sampan.core.messaging.Conversations;
import io.sampan.core.messaging.PostOffice;
import io.sampan.core.roster.Roster;

/// The parts of the core that people's conversations need.
public record PeopleDesks(
        Registry registry,
        DeviceRegistry devices,
        Roster roster,
        PostOffice office,
        Conversations conversations) {}
