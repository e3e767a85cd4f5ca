/**
 * What a caller may read of whom: {@link profilegateway.graphql.rights.Rights} is what the schema demands, computed once;
 * {@link profilegateway.graphql.rights.Readers} is what one caller can show for it; and
 * {@link profilegateway.graphql.rights.Audit} learns what came of it.
 */
@NullMarked
package profilegateway.graphql.rights;

import org.jspecify.annotations.NullMarked;
