/** How much may be asked for, without anybody who asks. */
@NullMarked
package profilegateway.graphql.limits;

import org.jspecify.annotations.NullMarked;
