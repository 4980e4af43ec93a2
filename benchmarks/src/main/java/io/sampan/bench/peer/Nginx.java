package io.sampan.bench.peer;

import io.sampan.bench.process.Place;
import io.sampan.bench.process.Running;
import io.sampan.bench.process.Workshop;
import java.nio.file.Path;
import java.util.List;

/// nginx with DAV: `PUT` and `DELETE` into a folder in memory, `GET` from it.
///
/// @param root the folder
public record Nginx(Running running, int port, Path root) {

    public static Nginx start(Workshop shop, Place place) {
        var port = shop.freePort();
        var folder = shop.inMemory("nginx");
        var root = shop.inMemory("nginx/root");
        var config =
                Configuration.write(
                        folder.resolve("nginx.conf"),
                        """
                        daemon off;
                        user %4$s;
                        worker_processes auto;
                        pid %1$s/pid;
                        error_log %1$s/error.log;
                        events { worker_connections 4096; }
                        http {
                          access_log off;
                          sendfile on;
                          tcp_nopush on;
                          client_max_body_size 0;
                          client_body_buffer_size 256k;
                          client_body_temp_path %1$s/body;
                          proxy_temp_path %1$s/proxy;
                          fastcgi_temp_path %1$s/fastcgi;
                          uwsgi_temp_path %1$s/uwsgi;
                          scgi_temp_path %1$s/scgi;
                          server {
                            listen %2$s:%3$d;
                            root %1$s/root;
                            dav_methods PUT DELETE;
                          }
                        }
                        """
                                .formatted(
                                        folder,
                                        place.address(),
                                        port,
                                        System.getProperty("user.name")));
        var running =
                shop.start(
                        "nginx",
                        place,
                        List.of("nginx", "-e", folder + "/error.log", "-c", config.toString()));
        return new Nginx(running.awaitListening(port), port, root);
    }
}
