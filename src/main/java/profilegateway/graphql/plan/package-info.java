/**
 * The second lane of execution, for operations of the one plain shape: fields of {@code Query} that are profiles, and below
 * them leaves, lists and small objects.
 *
 * <p>{@link profilegateway.graphql.plan.Plans} makes a {@link profilegateway.graphql.plan.Plan} of such an operation, once a
 * document. For each request the plan says which profiles to ask for, as a
 * {@link profilegateway.graphql.plan.PlannedOperation}, and that writes the answer as JSON. Values come from the same functions as in
 * the engine ({@link profilegateway.graphql.plan.Resolver}); rights are those of {@code rights}.
 *
 * <p>A plan never writes an error. Whatever is not plain it leaves to the engine, which is the judge of what an answer looks
 * like: an operation without a plan, variables that are not what they should be, something the caller may not read, and, when the
 * profiles are there, anything in them that an error would have to be said of.
 */
@NullMarked
package profilegateway.graphql.plan;

import org.jspecify.annotations.NullMarked;
