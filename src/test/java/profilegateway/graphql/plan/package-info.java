@NullMarked
package profilegateway.graphql.plan;

import org.jspecify.annotations.NullMarked;
