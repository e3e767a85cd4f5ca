package profilegateway.graphql;

import graphql.language.Directive;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import profilegateway.graphql.plan.Selections;
import profilegateway.graphql.rights.Reader;
import profilegateway.graphql.rights.Requirement;
import profilegateway.graphql.rights.Rights;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;

/**
 * Works out which parts of a profile a selection needs: those that {@code @upstream} names on the fields selected,
 * through fragments, aliases, {@code @skip} and {@code @include}. A field that the caller may not read needs none.
 */
final class Projection {
  private static final String PROFILE = "Profile";
  private static final Set<String> TYPE_OF_ATTRIBUTES = Set.of(AttributeDeclarations.TYPE);
  private static final String ATTRIBUTES = "attributes";
  private static final String ATTRIBUTE = "userAttribute";
  private static final String ATTRIBUTE_NAME = "name";

  private final Map<String, Parts> partsByField;
  private final Set<String> typesOfProfile;
  private final Rights rights;
  private final Map<String, Requirement> profileRights;
  private final Map<String, Requirement> attributeRights;

  private Projection(Map<String, Parts> partsByField, Set<String> typesOfProfile, Rights rights) {
    this.partsByField = partsByField;
    this.typesOfProfile = typesOfProfile;
    this.rights = rights;
    this.profileRights = rights.fields(PROFILE);
    this.attributeRights = rights.fields(AttributeDeclarations.TYPE);
  }

  /** Reads {@code @upstream} off the type of profiles. */
  static Projection of(TypeDefinitionRegistry types, Rights rights) {
    ObjectTypeDefinition profile =
        Objects.requireNonNull(types.getTypeOrNull(PROFILE, ObjectTypeDefinition.class));
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
    return new Projection(Map.copyOf(partsByField), Set.copyOf(typesOfProfile), rights);
  }

  /**
   * The parts that the profile which {@code field} yields is asked for; none when {@code reader} may read nothing of it
   * but its head.
   */
  Parts selected(DataFetchingEnvironment field, Reader reader) {
    Selections selections = new Selections(field.getVariables(), field.getFragmentsByName());
    return selected(selectionSets(field), selections, reader);
  }

  /** The same for a profile of which all of these are selected. */
  Parts selected(List<SelectionSet> selectionSets, Selections selections, Reader reader) {
    Parts parts = Parts.NONE;
    for (Field selected : selections.fields(selectionSets, typesOfProfile)) {
      Parts needed = partsByField.getOrDefault(selected.getName(), Parts.NONE);
      if (!needed.isEmpty() && yieldsSomething(selected, selections, reader)) {
        parts = parts.union(needed);
      }
    }
    return parts;
  }

  private static List<SelectionSet> selectionSets(DataFetchingEnvironment field) {
    return field.getMergedField().getFields().stream()
        .map(Field::getSelectionSet)
        .toList();
  }

  /** Whether there is anything in a field of a profile that the reader may read. */
  private boolean yieldsSomething(Field field, Selections selections, Reader reader) {
    Requirement needed = profileRights.get(field.getName());
    if (needed != null && !reader.mayRead(needed)) {
      return false;
    }
    return switch (field.getName()) {
      case ATTRIBUTES -> attributeRights.isEmpty() || mayReadAny(field, selections, reader);
      case ATTRIBUTE ->
        reader.mayRead(rights.storedAttribute(selections.text(field, ATTRIBUTE_NAME)));
      default -> true;
    };
  }

  private boolean mayReadAny(Field attributes, Selections selections, Reader reader) {
    List<Field> fields =
        selections.fields(List.of(attributes.getSelectionSet()), TYPE_OF_ATTRIBUTES);
    // Where all of them are skipped, the object itself is what was asked for.
    return fields.isEmpty()
        || fields.stream()
            .map(field -> attributeRights.get(field.getName()))
            .anyMatch(needed -> needed == null || reader.mayRead(needed));
  }
}
