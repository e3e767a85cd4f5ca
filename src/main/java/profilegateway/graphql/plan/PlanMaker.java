package profilegateway.graphql.plan;

import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import profilegateway.graphql.rights.Rights.RootField;
import profilegateway.profile.Parts;

/** Makes the plan of one operation. Fields are gathered and merged as the engine does: by key, in the order of the first. */
final class PlanMaker {
  private static final String PROFILE = "Profile";

  private final Shared shared;
  private final Selections selections;

  PlanMaker(Shared shared, Map<String, FragmentDefinition> fragments) {
    this.shared = shared;
    this.selections = new Selections(Map.of(), fragments);
  }

  Plan plan(OperationDefinition operation) throws NoPlan {
    Variables variables = Variables.of(shared.schema(), operation.getVariableDefinitions());
    ArgumentReader arguments = new ArgumentReader(shared.schema(), variables);
    GraphQLObjectType query = shared.schema().getQueryType();
    List<Root> roots = new ArrayList<>();
    for (List<Field> same : merged(List.of(operation.getSelectionSet()), query)) {
      roots.add(root(query, same, arguments));
    }
    return new Plan(variables, arguments.read(), List.copyOf(roots));
  }

  private Root root(GraphQLObjectType query, List<Field> same, ArgumentReader arguments)
      throws NoPlan {
    Field field = same.get(0);
    String name = field.getName();
    RootResolver resolver = shared.roots().get(name);
    GraphQLFieldDefinition definition = query.getFieldDefinition(name);
    if (resolver == null || definition == null) {
      throw new NoPlan();
    }
    RootField rights = shared.rights().rootField(name);
    Demands demands = new Demands(shared.rights());
    demands.add(rights.profile());
    int place = arguments.place(definition, field);
    GraphQLObjectType type = Objects.requireNonNull(shared.schema().getObjectType(PROFILE));
    List<SelectionSet> below = selectionSets(same);
    Parts selected = shared.needs().apply(below, selections);
    return new Root(
        new Name(field.getResultKey()),
        name,
        resolver,
        place,
        GraphQLTypeUtil.isList(definition.getType()),
        selected,
        selected.union(shared.atLeast()),
        rights.field(),
        demands,
        new ShapeMaker(this, arguments, demands).object(type, below));
  }

  /** The fields of an object, those with the same key together. */
  Iterable<List<Field>> merged(List<SelectionSet> selectionSets, GraphQLObjectType type) {
    Map<String, List<Field>> byKey = new LinkedHashMap<>();
    for (Field field : selections.fields(selectionSets, withInterfaces(type))) {
      byKey.computeIfAbsent(field.getResultKey(), first -> new ArrayList<>()).add(field);
    }
    return byKey.values();
  }

  private static Set<String> withInterfaces(GraphQLObjectType type) {
    Set<String> names = type.getInterfaces().stream()
        .map(GraphQLNamedSchemaElement::getName)
        .collect(Collectors.toSet());
    names.add(type.getName());
    return names;
  }

  static List<SelectionSet> selectionSets(List<Field> same) {
    return same.stream().map(Field::getSelectionSet).toList();
  }

  Shared shared() {
    return shared;
  }
}
