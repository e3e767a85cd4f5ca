/**
 * How much may be asked for: {@link profilegateway.graphql.limits.Limits} are what is set,
 * {@link profilegateway.graphql.limits.Measures} is what one document asks for, counted once and kept with it, and
 * {@link profilegateway.graphql.limits.LimitEvents} learn of both.
 */
@NullMarked
package profilegateway.graphql.limits;

import org.jspecify.annotations.NullMarked;
