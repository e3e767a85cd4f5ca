/**
 * HTTP in and out: connections ({@link profilegateway.http.Server}; their ways in and out are {@code Incoming} and {@code Outgoing}),
 * routes, GraphQL over HTTP, GraphiQL, and the management port.
 */
@NullMarked
package profilegateway.http;

import org.jspecify.annotations.NullMarked;
