package profilegateway.graphql;

import graphql.introspection.Introspection.DirectiveLocation;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectiveDefinition;
import graphql.language.DirectivesContainer;
import graphql.language.EnumValue;
import graphql.language.InputValueDefinition;
import graphql.language.IntValue;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.NullValue;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.limits.Weights;
import profilegateway.graphql.rights.ScopeLists;

/**
 * Whether the directives in a workspace's files are used as they are defined. The engine would look too, but only once
 * everything else is right, and a person wants to know everything at once.
 */
final class DirectiveUses {
  private static final String BUILT_IN =
      "directive @deprecated(reason: String! = \"\") on FIELD_DEFINITION | ENUM_VALUE";

  private final Map<String, DirectiveDefinition> definitions = new HashMap<>();
  private final SchemaProblems problems;

  DirectiveUses(TypeDefinitionRegistry own, SchemaProblems problems) {
    this.problems = problems;
    definitions.putAll(new SchemaParser().parse(BUILT_IN).getDirectiveDefinitions());
    definitions.putAll(own.getDirectiveDefinitions());
  }

  /** Looks at the directives on a definition, which problems call {@code name}. */
  void check(DirectivesContainer<?> container, DirectiveLocation location, String name) {
    Set<String> seen = new HashSet<>();
    for (Directive directive : container.getDirectives()) {
      String problem = problem(directive, location);
      if (problem == null && !seen.add(directive.getName())) {
        problem = "is given twice";
      }
      if (problem != null) {
        problems.add(directive, name + ": @" + directive.getName() + " " + problem);
      }
    }
  }

  private @Nullable String problem(Directive use, DirectiveLocation location) {
    DirectiveDefinition definition = definitions.get(use.getName());
    if (definition == null) {
      return "is not defined";
    }
    boolean fits = definition.getDirectiveLocations().stream()
        .anyMatch(allowed -> allowed.getName().equals(location.name()));
    if (!fits) {
      return "has no meaning here";
    }
    String problem = argumentProblem(use, definition);
    if (problem != null) {
      return problem;
    }
    return use.getName().equals("cost") ? Weights.problem(use) : ScopeLists.problem(use);
  }

  private static @Nullable String argumentProblem(Directive use, DirectiveDefinition definition) {
    Map<String, Type<?>> types = new HashMap<>();
    for (InputValueDefinition argument : definition.getInputValueDefinitions()) {
      types.put(argument.getName(), argument.getType());
      boolean isRequired =
          argument.getType() instanceof NonNullType && argument.getDefaultValue() == null;
      if (isRequired && use.getArgument(argument.getName()) == null) {
        return "needs the argument `" + argument.getName() + "`";
      }
    }
    Set<String> seen = new HashSet<>();
    for (Argument argument : use.getArguments()) {
      Type<?> type = types.get(argument.getName());
      if (type == null) {
        return "has no argument `" + argument.getName() + "`";
      }
      if (!seen.add(argument.getName())) {
        return "has the argument `" + argument.getName() + "` twice";
      }
      if (!isOf(type, argument.getValue())) {
        return "takes " + AstPrinter.printAst(type) + " for `" + argument.getName() + "`";
      }
    }
    return null;
  }

  private static boolean isOf(Type<?> type, Value<?> value) {
    if (type instanceof NonNullType nonNull) {
      return !(value instanceof NullValue) && isOf(nonNull.getType(), value);
    }
    if (value instanceof NullValue) {
      return true;
    }
    if (type instanceof ListType list) {
      List<? extends Value<?>> items =
          value instanceof ArrayValue array ? values(array) : List.of(value);
      return items.stream().allMatch(item -> isOf(list.getType(), item));
    }
    return switch (((TypeName) type).getName()) {
      case "String" -> value instanceof StringValue;
      case "Int" -> value instanceof IntValue;
      case "Boolean" -> value instanceof BooleanValue;
      default -> value instanceof EnumValue;
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the engine's own raw type
  private static List<Value<?>> values(ArrayValue array) {
    return (List) array.getValues();
  }
}
