package io.sampan.bench.row;

import java.util.List;

/// All rows, in the order of the table.
public final class Rows {

    private Rows() {}

    public static List<Row> all() {
        return List.of(
                new RelayRow(1),
                new RelayRow(4),
                new IdleRow(),
                new PutRow(),
                new GetRow(),
                new PackageRow(),
                new FilesRow(),
                new HostileRow(),
                new TlsRow(),
                new MessagesRow(),
                new DeliveryRow(),
                new OnlineRow(),
                new WanRow(0),
                new WanRow(1),
                new LanesRow(),
                new LossRow(),
                new KillsRow(),
                new LoadRow(),
                new StartRow(),
                new HelpRow());
    }
}
