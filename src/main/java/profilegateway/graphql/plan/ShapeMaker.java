package profilegateway.graphql.plan;

import graphql.language.Field;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the shapes of what is selected below one field of {@code Query}, and learns what that demands of a reader. */
final class ShapeMaker {
  private static final String TYPE_NAME = "__typename";

  private final PlanMaker maker;
  private final ArgumentReader arguments;
  private final Demands demands;

  ShapeMaker(PlanMaker maker, ArgumentReader arguments, Demands demands) {
    this.maker = maker;
    this.arguments = arguments;
    this.demands = demands;
  }

  ObjectShape object(GraphQLObjectType type, List<SelectionSet> selectionSets) throws NoPlan {
    List<ObjectShape.Member> members = new ArrayList<>();
    for (List<Field> same : maker.merged(selectionSets, type)) {
      members.add(member(type, same));
    }
    return new ObjectShape(members);
  }

  private ObjectShape.Member member(GraphQLObjectType type, List<Field> same) throws NoPlan {
    Field field = same.get(0);
    Name name = new Name(field.getResultKey());
    if (field.getName().equals(TYPE_NAME)) {
      String typeName = type.getName();
      return new ObjectShape.Member(name, (source, given) -> typeName, -1, Leaf.TEXT, true);
    }
    GraphQLFieldDefinition definition = type.getFieldDefinition(field.getName());
    Resolver resolver =
        maker.shared().resolvers().getOrDefault(type.getName(), Map.of()).get(field.getName());
    if (definition == null || resolver == null) {
      throw new NoPlan();
    }
    int place = arguments.place(definition, field);
    demand(type.getName(), field.getName(), place);
    return new ObjectShape.Member(
        name,
        resolver,
        place,
        shape(definition.getType(), same),
        GraphQLTypeUtil.isNonNull(definition.getType()));
  }

  private void demand(String type, String field, int place) {
    demands.add(maker.shared().rights().fields(type).get(field));
    if (type.equals("Profile") && field.equals("userAttribute")) {
      demands.addStoredAttribute(place);
    }
  }

  private Shape shape(GraphQLType type, List<Field> same) throws NoPlan {
    GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
    if (nullable instanceof GraphQLList list) {
      GraphQLType item = list.getWrappedType();
      return new ListShape(shape(item, same), GraphQLTypeUtil.isNonNull(item));
    }
    if (nullable instanceof GraphQLScalarType scalar) {
      return Leaf.of(scalar);
    }
    if (nullable instanceof GraphQLEnumType named) {
      return Leaf.of(named);
    }
    if (nullable instanceof GraphQLObjectType object) {
      return object(object, PlanMaker.selectionSets(same));
    }
    throw new NoPlan();
  }
}
