package io.sampan.server;

import io.sampan.core.identity.AuditLog;
import io.sampan.core.identity.DeviceRegistry;
import io.sampan.core.identity.Registry;
import io.sampan.core.identity.Sessions;
import io.sampan.core.messaging.Conversations;
import io.sampan.core.messaging.PostOffice;
import io.sampan.core.roster.Roster;
import io.sampan.core.sharing.ShareLinks;
import io.sampan.core.transfer.Transfers;

/// The parts of the core that conversations turn to.
public record Desks(
        Transfers transfers,
        Registry registry,
        DeviceRegistry devices,
        Sessions sessions,
        Roster roster,
        PostOffice postOffice,
        Conversations conversations,
        ShareLinks shareLinks,
        AuditLog audit) {}
