package profilegateway.graphql;

import graphql.introspection.Introspection.DirectiveLocation;
import graphql.language.Definition;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumTypeExtensionDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ObjectTypeExtensionDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes definitions from a workspace's files that may stand beside the gateway's own: fields of {@code Attributes}, and
 * enums for them. Everything else is refused, so that an extension can never change what the gateway promises.
 */
final class SchemaExtensions {
  private final TypeDefinitionRegistry own;
  private final SchemaProblems problems;
  private final DirectiveUses directives;
  private final Set<String> fieldNames = new HashSet<>();
  private final List<Definition<?>> definitions = new ArrayList<>();
  private final List<FieldDefinition> fields = new ArrayList<>();
  private final Map<String, EnumTypeDefinition> enums = new LinkedHashMap<>();

  /** Collects into {@code problems} what is wrong beside {@code own}. */
  SchemaExtensions(
      TypeDefinitionRegistry own, List<FieldDefinition> ownAttributes, SchemaProblems problems) {
    this.own = own;
    this.problems = problems;
    this.directives = new DirectiveUses(own, problems);
    ownAttributes.forEach(field -> fieldNames.add(field.getName()));
  }

  void add(Definition<?> definition) {
    if (definition instanceof ObjectTypeExtensionDefinition extension
        && extension.getName().equals(AttributeDeclarations.TYPE)) {
      addFields(extension);
    } else if (definition instanceof EnumTypeDefinition enumeration
        && !(definition instanceof EnumTypeExtensionDefinition)) {
      addEnum(enumeration);
    } else if (definition instanceof ObjectTypeDefinition type
        && type.getName().equals(AttributeDeclarations.TYPE)) {
      problems.add(type, "the type Attributes is there already: write `extend type Attributes`");
    } else {
      problems.add(
          definition,
          "only `extend type Attributes` and enums for its fields may be declared here");
    }
  }

  /** All that was added and may stand. */
  List<Definition<?>> definitions() {
    return definitions;
  }

  /** The fields among it. */
  List<FieldDefinition> fields() {
    return fields;
  }

  /** The enums among it, by name. */
  Map<String, EnumTypeDefinition> enums() {
    return enums;
  }

  private void addFields(ObjectTypeExtensionDefinition extension) {
    definitions.add(extension);
    if (!extension.getImplements().isEmpty() || !extension.getDirectives().isEmpty()) {
      problems.add(extension, "`extend type Attributes` may add fields only");
    }
    for (FieldDefinition field : extension.getFieldDefinitions()) {
      String name = AttributeDeclarations.TYPE + "." + field.getName();
      if (isReserved(field.getName()) || !fieldNames.add(field.getName())) {
        problems.add(field, "the name " + name + " is taken");
      }
      if (!field.getInputValueDefinitions().isEmpty()) {
        problems.add(field, name + ": an attribute takes no arguments");
      }
      directives.check(field, DirectiveLocation.FIELD_DEFINITION, name);
      fields.add(field);
    }
  }

  private void addEnum(EnumTypeDefinition enumeration) {
    String name = enumeration.getName();
    if (isReserved(name)
        || own.getTypeOrNull(name) != null
        || enums.putIfAbsent(name, enumeration) != null) {
      problems.add(enumeration, "the name " + name + " is taken");
      return;
    }
    definitions.add(enumeration);
    directives.check(enumeration, DirectiveLocation.ENUM, name);
    if (enumeration.getEnumValueDefinitions().isEmpty()) {
      problems.add(enumeration, name + ": an enum needs at least one value");
    }
    Set<String> valueNames = new HashSet<>();
    for (EnumValueDefinition value : enumeration.getEnumValueDefinitions()) {
      if (!valueNames.add(value.getName())) {
        problems.add(value, "the name " + name + "." + value.getName() + " is taken");
      }
      directives.check(value, DirectiveLocation.ENUM_VALUE, name + "." + value.getName());
    }
  }

  /** GraphQL keeps names that begin so for introspection. */
  private static boolean isReserved(String name) {
    return name.startsWith("__");
  }
}
