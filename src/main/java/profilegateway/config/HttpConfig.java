package profilegateway.config;

import java.time.Duration;

/**
 * What the HTTP side is set to.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param managementHost address of the management port
 * @param managementPort port for health; 0 takes a free one
 * @param graphiql whether GraphiQL is served
 * @param explain whether {@code X-Gateway-Explain} is honoured
 * @param eventLoops how many event loops serve requests
 * @param bodyLimit largest request body, in bytes
 * @param batchLimit most operations in one batch
 * @param shutdownWait how long requests are still taken after the instance says that it is not ready
 */
public record HttpConfig(
    String host,
    int port,
    String managementHost,
    int managementPort,
    boolean graphiql,
    boolean explain,
    int eventLoops,
    int bodyLimit,
    int batchLimit,
    Duration shutdownWait) {}
