package io.sampan.cli.serve;

import io.sampan.core.messaging.PostOffice;
import io.sampan.core.roster.Roster;
import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.MessageRepository;
import io.sampan.core.storage.PeopleRepository;
import io.sampan.core.transfer.TransferGauges;
import io.sampan.core.transfer.Transfers;
import io.sampan.server.Desks;
import io.sampan.server.Server;
import io.sampan.server.ServerCounters.Figures;
import io.sampan.wire.net.HostPort;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// A server's figures, by name.
final class ServerMetrics {

    private final Metrics metrics;
    private final Supplier<Figures> lanes;
    private final Supplier<TransferGauges> transfer;

    private ServerMetrics(Metrics metrics, Server server, Transfers transfers) {
        this.metrics = metrics;
        this.lanes = server::figures;
        this.transfer = transfers::gauges;
    }

    /// Shows them at `address`.
    static AutoClosing serve(
            Server server, Desks desks, Ledger ledger, Readiness readiness, HostPort address) {
        var transfers = desks.transfers();
        var metrics = new Metrics(address, readiness);
        var all = new ServerMetrics(metrics, server, transfers);
        all.showLanes();
        all.showUploads();
        all.showBytes();
        all.showPeople(desks, ledger);
        metrics.count(
                "sampan.requests.delayed",
                "as their person asked too fast",
                () -> server,
                Server::delayedRequests);
        server.observe(
                metrics.requests(
                        "sampan.requests",
                        "from a request's header to its answer, arriving bodies included"));
        metrics.count(
                        "sampan.messages.rate.limited",
                        "posts refused as their sender was too fast",
                        desks::postOffice,
                        PostOffice::rateLimited)
                .count(
                        "sampan.messages.inbox.full",
                        "posts refused as an inbox was full",
                        desks::postOffice,
                        PostOffice::inboxFull);
        metrics.offences("sampan.offences", server.offences());
        return metrics::close;
    }

    private void showLanes() {
        metrics.gauge("sampan.lanes", "open now", lanes, Figures::lanes)
                .count("sampan.logins", "lanes that logged in", lanes, Figures::logins)
                .count("sampan.refusals", "requests refused", lanes, Figures::refusals)
                .count(
                        "sampan.lanes.refused",
                        "as that person had as many as they may",
                        lanes,
                        Figures::tooManyLanes)
                .count("sampan.faults", "faults of our own", lanes, Figures::faults)
                .count("sampan.bytes.in", "of bodies received", lanes, Figures::bytesIn)
                .count("sampan.bytes.out", "of bodies sent", lanes, Figures::bytesOut);
    }

    private void showPeople(Desks desks, Ledger ledger) {
        metrics.gauge("sampan.people", "known", ledger::people, PeopleRepository::count)
                .gauge("sampan.people.online", "online now", desks::roster, Roster::size)
                .gauge(
                        "sampan.messages.waiting",
                        "in inboxes, not yet received",
                        ledger::messages,
                        MessageRepository::waiting);
    }

    private void showUploads() {
        gauge("slots", "how many there are", TransferGauges::slots);
        gauge("slots.taken", "now", TransferGauges::slotsTaken);
        gauge("uploads.open", "unfinished and not paused", TransferGauges::uploadsOpen);
        gauge("uploads.paused", "unfinished and paused", TransferGauges::uploadsPaused);
        gauge("files.open", "uploads whose files are open", TransferGauges::filesOpen);
        count("media.completed", "uploads that became media", TransferGauges::completedMedia);
        count("uploads.cancelled", "by their owner", TransferGauges::cancelledUploads);
        count("uploads.swept", "as nobody touched them", TransferGauges::sweptUploads);
        count("media.retired", "as everybody has them", TransferGauges::retiredMedia);
        count("offers.refused", "for whatever reason", TransferGauges::refusedOffers);
        count(
                "slots.taken.back",
                "from people above their share, as others waited",
                TransferGauges::slotsTakenBack);
    }

    private void showBytes() {
        gauge("reserved.bytes", "promised, not arrived", TransferGauges::reservedBytes);
        gauge("stored.bytes", "in complete media", TransferGauges::storedBytes);
        gauge("free.bytes", "that could be promised", TransferGauges::freeBytes);
        count(
                "promises.lapsed",
                "of space, given to others after a silence",
                TransferGauges::promisesLapsed);
        count(
                "promises.refused",
                "as too much was promised to that person",
                TransferGauges::promisesRefused);
        count(
                "quotas.refused",
                "as that person has as much as they may",
                TransferGauges::quotasRefused);
        count("accepted.bytes", "written", TransferGauges::acceptedBytes);
        count("dropped.bytes", "that came for nothing", TransferGauges::droppedBytes);
        count("leaves.damaged", "did not match their digest", TransferGauges::damagedLeaves);
        count("media.damaged", "were found damaged or missing", TransferGauges::damagedMedia);
        count("scrubs", "rounds over all stored files", TransferGauges::scrubs);
        count("scrubbed.bytes", "read by the scrub", TransferGauges::scrubbedBytes);
        count("leaves.taken.over", "by another lane", TransferGauges::takenOverLeaves);
    }

    private void gauge(String name, String meaning, ToDoubleFunction<TransferGauges> value) {
        metrics.gauge("sampan.transfer." + name, meaning, transfer, value);
    }

    private void count(String name, String meaning, ToDoubleFunction<TransferGauges> value) {
        metrics.count("sampan.transfer." + name, meaning, transfer, value);
    }
}
