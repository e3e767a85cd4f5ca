/** One GraphQL operation, without HTTP. */
@NullMarked
package profilegateway.graphql;

import org.jspecify.annotations.NullMarked;
