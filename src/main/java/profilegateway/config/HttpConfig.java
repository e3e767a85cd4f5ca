package profilegateway.config;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP side is set to.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param managementHost address of the management port
 * @param managementPort port for health, purges and the switch of calls; 0 takes a free one
 * @param graphiql whether GraphiQL is served
 * @param explain whether {@code X-Gateway-Explain} is honoured
 * @param eventLoops how many event loops serve requests
 * @param shutdownWait how long requests are still taken after the instance says that it is not ready
 * @param statuses status codes for clients that do not name {@code application/graphql-response+json}
 * @param maxAge how long a client may keep the answer to a GET at most; zero when not at all
 * @param corsOrigins origins whose pages may ask, as browsers write them, besides the gateway's own
 * @param managementToken what every POST to the management port has to show; null when nothing
 */
public record HttpConfig(
    String host,
    int port,
    String managementHost,
    int managementPort,
    boolean graphiql,
    boolean explain,
    int eventLoops,
    Duration shutdownWait,
    HttpStatuses statuses,
    Duration maxAge,
    Set<String> corsOrigins,
    Secret.@Nullable Text managementToken) {}
