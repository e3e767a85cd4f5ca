/**
 * One GraphQL operation: schema, resolvers, the loader of this request, failures as GraphQL errors.
 */
@NullMarked
package profilegateway.graphql;

import org.jspecify.annotations.NullMarked;
