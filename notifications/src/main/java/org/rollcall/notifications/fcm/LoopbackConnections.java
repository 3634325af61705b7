package org.rollcall.notifications.fcm;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;

import com.google.api.client.http.javanet.ConnectionFactory;

/** Turns every call of the SDK, whose address is fixed, to a server on this machine. */
final class LoopbackConnections implements ConnectionFactory {

    private final URI endpoint;

    LoopbackConnections(URI endpoint) {
        if (!"http".equals(endpoint.getScheme()) || endpoint.getPort() < 1 || !isLoopback(endpoint.getHost())) {
            throw new IllegalArgumentException("the endpoint must be http://127.0.0.1:port");
        }
        this.endpoint = endpoint;
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public HttpURLConnection openConnection(URL url) throws IOException {
        URL here = new URL("http", endpoint.getHost(), endpoint.getPort(), url.getFile());
        // Without NO_PROXY a proxy of the environment would get the messages.
        return (HttpURLConnection) here.openConnection(Proxy.NO_PROXY);
    }
}
