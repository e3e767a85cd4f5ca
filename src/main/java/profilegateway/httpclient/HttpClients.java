package profilegateway.httpclient;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens HTTP clients of Vert.x with a bounded number of connections and of waiting requests. */
final class HttpClients {
  /** Idle connections are closed earlier than common load balancers do it, so that these rarely close one that is about to be used. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(50);

  private HttpClients() {}

  /** A client for {@code address}. It trusts the certificates that the JVM trusts. */
  static HttpClient open(Vertx vertx, URI address, ClientLimits limits) {
    long connectMillis = limits.connectTimeout().toMillis();
    HttpClientOptions options = new HttpClientOptions()
        .setConnectTimeout((int) connectMillis)
        .setSslHandshakeTimeout(connectMillis)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setKeepAliveTimeout((int) KEEP_ALIVE.toSeconds())
        .setDecompressionSupported(false)
        .setTcpNoDelay(true);
    ProxyOptions proxy = proxy(address, limits.connectTimeout());
    if (proxy != null) {
      options.setProxyOptions(proxy);
    }
    PoolOptions pool = new PoolOptions()
        .setHttp1MaxSize(limits.connections())
        .setMaxWaitQueueSize(limits.waiting())
        .setCleanerPeriod((int) TimeUnit.SECONDS.toMillis(1));
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        .withConnectHandler(FlushCoalescer::install)
        .build();
  }

  /** The proxy that the JVM's settings name for this address ({@code https.proxyHost}, {@code http.nonProxyHosts} …); null for none. */
  private static @Nullable ProxyOptions proxy(URI address, Duration connectTimeout) {
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> proxies = selector == null ? List.of() : selector.select(address);
    for (Proxy proxy : proxies) {
      if (proxy.address() instanceof InetSocketAddress where) {
        return new ProxyOptions()
            .setType(proxy.type() == Proxy.Type.SOCKS ? ProxyType.SOCKS5 : ProxyType.HTTP)
            .setHost(where.getHostString())
            .setPort(where.getPort())
            .setConnectTimeout(connectTimeout);
      }
    }
    return null;
  }
}
