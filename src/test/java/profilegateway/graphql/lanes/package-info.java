/** The two lanes of execution against one another: drawn requests of drawn profiles, by the plan and by the engine. */
@NullMarked
package profilegateway.graphql.lanes;

import org.jspecify.annotations.NullMarked;
