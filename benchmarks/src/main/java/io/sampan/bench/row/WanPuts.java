package io.sampan.bench.row;

import io.sampan.bench.measure.Sample;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.sampan.Client;
import java.nio.file.Path;
import java.util.Map;

/// Puts of 100 MB over a long line, one after the other for 8 s at least.
///
/// @param lastId what was put last
/// @param sample how fast all of it was
record WanPuts(String lastId, Sample sample) {

    static final int MEBIBYTES = 95;
    static final long BYTES = MEBIBYTES * Material.MEBIBYTE;
    static final double SECONDS = 8;

    private static final int WARM_UP_MEBIBYTES = 16;

    /// With a file of its own.
    static WanPuts of(Client client, Workshop shop) {
        return of(client, shop, Material.file(shop.inMemory("source"), "film.bin", MEBIBYTES));
    }

    /// After a small one, so that the lanes are up.
    static WanPuts of(Client client, Workshop shop, Path source) {
        client.put(
                Material.file(shop.inMemory("small"), "small.bin", WARM_UP_MEBIBYTES), "warm-up");
        var seconds = 0.0;
        var files = 0;
        var id = "";
        while (seconds < SECONDS) {
            if (!id.isEmpty()) {
                client.remove(id);
            }
            var put = client.put(source, "film-" + files);
            id = put.id();
            seconds += put.seconds();
            files++;
        }
        return new WanPuts(id, Sample.rate(files * BYTES, seconds, Map.of()));
    }
}
