// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS 1.2 and 1.3 on a listener, and nothing else on it. */
public final class PublicTls {

    private PublicTls() {}

    /** To be called before the connector starts; plain HTTP is no longer spoken on it. */
    public static void secure(ServerConnector connector, ReloadedCertificate certificate) {
        var http = connector.getConnectionFactory(HttpConnectionFactory.class);
        // which names a certificate covers is for the client to judge
        http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
        var tls = new SslConnectionFactory(context(certificate), HttpVersion.HTTP_1_1.asString());
        connector.setConnectionFactories(List.of(tls, http));
        connector.setDefaultProtocol(tls.getProtocol());
    }

    private static SslContextFactory.Server context(ReloadedCertificate certificate) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {certificate}, null, null);
            var factory = new SslContextFactory.Server();
            factory.setSslContext(context);
            factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            factory.setRenegotiationAllowed(false);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
