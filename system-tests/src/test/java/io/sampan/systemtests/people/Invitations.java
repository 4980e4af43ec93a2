package io.sampan.systemtests.people;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import java.util.ArrayList;
import java.util.List;

/// Lets people into a cluster with identities.
///
/// @param host runs `sampan invite` beside the server
public record Invitations(Lab lab, Cluster cluster, SampanCli host) {

    public static Invitations to(Lab lab, Cluster cluster) {
        return new Invitations(lab, cluster, lab.person("host", cluster.entries()));
    }

    /// A new link that leads to where clients go.
    ///
    /// @param options of `sampan invite`
    public String link(String... options) {
        var words = new ArrayList<Object>(List.of("invite", "--json", "--home"));
        words.add(cluster.serverHome());
        words.addAll(
                List.of(
                        "--via",
                        String.join(
                                ",", cluster.entries().stream().map(Object::toString).toList())));
        words.addAll(List.of(options));
        return host.startPlain(words.toArray()).await().exitsWith(0).fact().get("link").asString();
    }

    /// Somebody new, who has joined: in this process, which takes a tenth of the time.
    public SampanCli joined(String name) {
        var person = lab.person(name, cluster.entries());
        join(person, name);
        return person;
    }

    /// Lets somebody in who has a home already.
    public void join(SampanCli person, String name) {
        Person.join(cluster, person.home(), name).keep();
    }
}
