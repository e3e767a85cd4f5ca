package profilegateway.graphql.plan;

import graphql.language.SelectionSet;
import graphql.schema.GraphQLSchema;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import profilegateway.graphql.rights.Rights;
import profilegateway.profile.Parts;

/**
 * What plans share with the engine. Computed once a schema.
 *
 * @param roots by field of {@code Query}
 * @param resolvers by type and field; a field that is in neither has no plan
 * @param needs the parts that selections of a profile need, for a reader who may read everything
 * @param atLeast parts that are asked along with every profile
 */
public record Shared(
    GraphQLSchema schema,
    Map<String, RootResolver> roots,
    Map<String, Map<String, Resolver>> resolvers,
    Rights rights,
    BiFunction<List<SelectionSet>, Selections, Parts> needs,
    Parts atLeast) {}
