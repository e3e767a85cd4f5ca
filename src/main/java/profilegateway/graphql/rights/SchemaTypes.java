package profilegateway.graphql.rights;

import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The types of a schema, extensions included, and what their directives demand. */
final class SchemaTypes {
  static final String ATTRIBUTES = "Attributes";

  /** A type and what extends it, by name. */
  private final Map<String, List<TypeDefinition<?>>> definitions = new HashMap<>();

  SchemaTypes(TypeDefinitionRegistry schema) {
    schema.types().values().forEach(this::add);
    schema.scalars().values().forEach(this::add);
    schema.objectTypeExtensions().values().forEach(all -> all.forEach(this::add));
    schema.interfaceTypeExtensions().values().forEach(all -> all.forEach(this::add));
    schema.enumTypeExtensions().values().forEach(all -> all.forEach(this::add));
    schema.scalarTypeExtensions().values().forEach(all -> all.forEach(this::add));
  }

  private void add(TypeDefinition<?> definition) {
    definitions
        .computeIfAbsent(definition.getName(), first -> new ArrayList<>())
        .add(definition);
  }

  /** The names of the object types. */
  Set<String> objects() {
    Set<String> objects = new HashSet<>();
    definitions.forEach((name, parts) -> {
      if (parts.stream().anyMatch(ObjectTypeDefinition.class::isInstance)) {
        objects.add(name);
      }
    });
    return objects;
  }

  Map<String, FieldDefinition> fields(String type) {
    Map<String, FieldDefinition> fields = new LinkedHashMap<>();
    for (TypeDefinition<?> part : parts(type)) {
      if (part instanceof ImplementingTypeDefinition<?> implementing) {
        implementing.getFieldDefinitions().forEach(field -> fields.put(field.getName(), field));
      }
    }
    return fields;
  }

  /** The name of the type that the field's value has, or each item of it. */
  String valueType(FieldDefinition field) {
    return TypeInfo.typeInfo(field.getType()).getName();
  }

  /** By the directives of the field, there and in the interfaces of its type. */
  Requirement ofField(String type, String field) {
    Requirement needed = Requirement.NONE;
    for (String declaring : withInterfaces(type)) {
      FieldDefinition definition = fields(declaring).get(field);
      needed = definition == null ? needed : needed.and(ofDirectives(definition));
    }
    return needed;
  }

  /**
   * By the directives of the type and its interfaces; of an interface, those of all who implement it too, as a value may
   * be any of them.
   */
  Requirement ofType(String type) {
    Requirement needed = ofDirectivesWithInterfaces(type);
    if (parts(type).stream().anyMatch(InterfaceTypeDefinition.class::isInstance)) {
      for (String object : objects()) {
        if (withInterfaces(object).contains(type)) {
          needed = needed.and(ofDirectivesWithInterfaces(object));
        }
      }
    }
    return needed;
  }

  private Requirement ofDirectivesWithInterfaces(String type) {
    Requirement needed = Requirement.NONE;
    for (String one : withInterfaces(type)) {
      for (TypeDefinition<?> part : parts(one)) {
        needed = needed.and(ofDirectives(part));
      }
    }
    return needed;
  }

  private static Requirement ofDirectives(DirectivesContainer<?> container) {
    Requirement needed = Requirement.NONE;
    for (Directive directive : container.getDirectives()) {
      needed = needed.and(
          switch (directive.getName()) {
            case Rights.AUTHENTICATED -> Requirement.AUTHENTICATED;
            case Rights.SCOPES ->
              new Requirement(false, List.of(ScopeLists.read(directive)), List.of());
            case Rights.OWNER_OR_SCOPES ->
              new Requirement(false, List.of(), List.of(ScopeLists.read(directive)));
            default -> Requirement.NONE;
          });
    }
    return needed;
  }

  /** The stored name that each field of {@code Attributes} reads, by field. */
  Map<String, String> storedNames() {
    Map<String, String> names = new HashMap<>();
    fields(ATTRIBUTES).forEach((name, field) -> {
      for (Directive attribute : field.getDirectives("attribute")) {
        Argument storedName = Objects.requireNonNull(attribute.getArgument("name"));
        names.put(name, ((StringValue) storedName.getValue()).getValue());
      }
    });
    return names;
  }

  private Set<String> withInterfaces(String type) {
    Set<String> found = new HashSet<>();
    addWithInterfaces(type, found);
    return found;
  }

  private void addWithInterfaces(String type, Set<String> found) {
    if (found.add(type)) {
      for (TypeDefinition<?> part : parts(type)) {
        if (part instanceof ImplementingTypeDefinition<?> implementing) {
          for (Type<?> one : implementing.getImplements()) {
            addWithInterfaces(((TypeName) one).getName(), found);
          }
        }
      }
    }
  }

  private List<TypeDefinition<?>> parts(String type) {
    return definitions.getOrDefault(type, List.of());
  }
}
