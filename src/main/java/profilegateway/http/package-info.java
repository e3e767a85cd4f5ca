/**
 * HTTP in and out: routes, GraphQL over HTTP, GraphiQL, and the management port.
 */
@NullMarked
package profilegateway.http;

import org.jspecify.annotations.NullMarked;
