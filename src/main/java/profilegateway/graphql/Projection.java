package profilegateway.graphql;

import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.FieldDefinition;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;

/**
 * Works out which parts of a profile a selection needs: those that {@code @upstream} names on the fields selected,
 * through fragments, aliases, {@code @skip} and {@code @include}.
 */
final class Projection {
  private final Map<String, Parts> partsByField;
  private final Set<String> typesOfProfile;

  private Projection(Map<String, Parts> partsByField, Set<String> typesOfProfile) {
    this.partsByField = partsByField;
    this.typesOfProfile = typesOfProfile;
  }

  /** Reads {@code @upstream} off the type of profiles. */
  static Projection of(TypeDefinitionRegistry types) {
    ObjectTypeDefinition profile =
        Objects.requireNonNull(types.getTypeOrNull("Profile", ObjectTypeDefinition.class));
    Map<String, Parts> partsByField = new HashMap<>();
    for (FieldDefinition field : profile.getFieldDefinitions()) {
      for (Directive upstream : field.getDirectives("upstream")) {
        EnumValue part =
            (EnumValue) Objects.requireNonNull(upstream.getArgument("field")).getValue();
        partsByField.put(field.getName(), Parts.of(Part.valueOf(part.getName())));
      }
    }
    Set<String> typesOfProfile = new HashSet<>();
    typesOfProfile.add(profile.getName());
    profile
        .getImplements()
        .forEach(implemented -> typesOfProfile.add(((TypeName) implemented).getName()));
    return new Projection(Map.copyOf(partsByField), Set.copyOf(typesOfProfile));
  }

  /** The parts that the profile which {@code field} yields is asked for; none when it asks for its head only. */
  Parts selected(DataFetchingEnvironment field) {
    Walk walk = new Walk(field.getVariables(), field.getFragmentsByName());
    for (Field merged : field.getMergedField().getFields()) {
      walk.through(merged.getSelectionSet());
    }
    return walk.parts;
  }

  private final class Walk {
    private final Map<String, Object> variables;
    private final Map<String, FragmentDefinition> fragments;
    private final Set<String> visited = new HashSet<>();
    private Parts parts = Parts.NONE;

    Walk(Map<String, Object> variables, Map<String, FragmentDefinition> fragments) {
      this.variables = variables;
      this.fragments = fragments;
    }

    void through(@Nullable SelectionSet selections) {
      if (selections == null) {
        return;
      }
      for (Selection<?> selection : selections.getSelections()) {
        if (!isIncluded((DirectivesContainer<?>) selection)) {
          continue;
        }
        if (selection instanceof Field field) {
          parts = parts.union(partsByField.getOrDefault(field.getName(), Parts.NONE));
        } else if (selection instanceof InlineFragment inline) {
          throughFragment(inline.getTypeCondition(), inline.getSelectionSet());
        } else if (selection instanceof FragmentSpread spread && visited.add(spread.getName())) {
          FragmentDefinition fragment = Objects.requireNonNull(fragments.get(spread.getName()));
          throughFragment(fragment.getTypeCondition(), fragment.getSelectionSet());
        }
      }
    }

    private void throughFragment(@Nullable TypeName condition, SelectionSet selections) {
      if (condition == null || typesOfProfile.contains(condition.getName())) {
        through(selections);
      }
    }

    private boolean isIncluded(DirectivesContainer<?> selection) {
      for (Directive directive : selection.getDirectives()) {
        boolean excludes = switch (directive.getName()) {
          case "skip" -> condition(directive);
          case "include" -> !condition(directive);
          default -> false;
        };
        if (excludes) {
          return false;
        }
      }
      return true;
    }

    private boolean condition(Directive directive) {
      Value<?> value = Objects.requireNonNull(directive.getArgument("if")).getValue();
      return value instanceof VariableReference variable
          ? Boolean.TRUE.equals(variables.get(variable.getName()))
          : ((BooleanValue) value).isValue();
    }
  }
}
