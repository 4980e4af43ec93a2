package io.sampan.bench.report;

import io.sampan.bench.process.Place;
import io.sampan.bench.process.Timed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// On what was measured, and which versions of whom.
public final class Machine {

    private static final double KIBIBYTE = 1024;
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)*");

    private Machine() {}

    /// Facts by name, in a fixed order.
    public static Map<String, String> describe() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("kernel", output("uname", "-sr"));
        facts.put("processor", processor());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", memory());
        facts.put("congestion control", output("cat", "/proc/sys/net/ipv4/tcp_congestion_control"));
        facts.put("JDK", Runtime.version().toString());
        facts.put("commit", output("git", "describe", "--always", "--dirty"));
        facts.putAll(versions());
        return facts;
    }

    private static Map<String, String> versions() {
        var versions = new LinkedHashMap<String, String>();
        versions.put("haproxy", version("haproxy", "-v"));
        versions.put("nginx", version("nginx", "-v"));
        versions.put("rsync", version("rsync", "--version"));
        versions.put("curl", version("curl", "--version"));
        versions.put("aria2", version("aria2c", "--version"));
        versions.put("iperf3", version("iperf3", "--version"));
        versions.put("mosquitto", version("mosquitto", "-h"));
        return versions;
    }

    private static String version(String... command) {
        var found = VERSION.matcher(output(command));
        return found.find() ? found.group() : "missing";
    }

    private static String memory() {
        var kibibytes = output("sh", "-c", "grep MemTotal /proc/meminfo | tr -dc 0-9");
        return "%.0f GB".formatted(Long.parseLong(kibibytes) * KIBIBYTE / 1e9);
    }

    private static String processor() {
        return output("sh", "-c", "grep -m1 'model name' /proc/cpuinfo | cut -d: -f2").strip();
    }

    private static String output(String... command) {
        return Timed.attempt(Place.HERE, List.of(command)).output().strip();
    }
}
