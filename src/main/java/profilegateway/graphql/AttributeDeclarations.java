package profilegateway.graphql;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.NullValue;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an {@link AttributeDeclaration} of each field of {@code Attributes}; what is wrong becomes a problem. */
final class AttributeDeclarations {
  static final String TYPE = "Attributes";

  /** Those that a field may have, but not one of attributes. */
  private static final Set<String> WITHOUT_MEANING = Set.of("upstream", "cacheControl");

  private static final String ALLOWED_TYPES =
      "allowed are Int, Float, Boolean, String, ID, DateTime, an enum that an extension declares, or a list of"
          + " one of these";

  private final Map<String, AttributeType.Enumeration> enums = new HashMap<>();
  private final SchemaProblems problems;

  AttributeDeclarations(Map<String, EnumTypeDefinition> enums, SchemaProblems problems) {
    this.problems = problems;
    enums.forEach((name, definition) -> this.enums.put(name, enumeration(definition)));
  }

  /** The declaration of a field; null when it is wrong. */
  @Nullable
  AttributeDeclaration declare(FieldDefinition field) {
    for (Directive directive : field.getDirectives()) {
      if (WITHOUT_MEANING.contains(directive.getName())) {
        problem(field, "@" + directive.getName() + " has no meaning on an attribute");
      }
    }
    String storedName = storedName(field);
    Type<?> type = field.getType();
    if (type instanceof NonNullType) {
      problem(
          field,
          "its type must be nullable, as a profile need not have the attribute: remove the outer `!`");
      return null;
    }
    boolean list = type instanceof ListType;
    AttributeType itemType = itemType(field, list ? ((ListType) type).getType() : type);
    return storedName == null || itemType == null
        ? null
        : withDefault(field, new AttributeDeclaration(storedName, itemType, list, null));
  }

  private @Nullable String storedName(FieldDefinition field) {
    List<Directive> directives = field.getDirectives("attribute");
    if (directives.isEmpty()) {
      problem(field, "it must say which attribute it reads: @attribute(name: \"…\")");
      return null;
    }
    List<String> name = texts(directives.get(0), "name");
    if (name.size() == 1 && name.get(0).isEmpty()) {
      problem(
          field, "@attribute has an empty name: give the attribute's name as stored in mParticle");
    }
    return name.size() == 1 ? name.get(0) : null;
  }

  private @Nullable AttributeType itemType(FieldDefinition field, Type<?> type) {
    Type<?> inner = type instanceof NonNullType nonNull ? nonNull.getType() : type;
    if (inner instanceof TypeName name) {
      AttributeType.Scalar scalar = AttributeType.Scalar.named(name.getName());
      if (scalar != null) {
        return scalar;
      }
      AttributeType.Enumeration enumeration = enums.get(name.getName());
      if (enumeration != null) {
        return enumeration;
      }
      problem(field, "an attribute cannot have the type " + name.getName() + "; " + ALLOWED_TYPES);
    } else {
      problem(field, "an attribute cannot be a list of lists; " + ALLOWED_TYPES);
    }
    return null;
  }

  private AttributeType.Enumeration enumeration(EnumTypeDefinition definition) {
    Map<String, String> valuesByText = new HashMap<>();
    String otherwise = null;
    for (EnumValueDefinition value : definition.getEnumValueDefinitions()) {
      if (value.getName().equals("UNKNOWN")) {
        otherwise = value.getName();
      }
      for (String text : textsOf(definition, value)) {
        String taken = valuesByText.putIfAbsent(Reading.fold(text), value.getName());
        if (taken != null && !taken.equals(value.getName())) {
          problems.add(
              value,
              definition.getName() + "." + value.getName() + ": its stored text \"" + text
                  + "\" is already that of " + taken);
        }
      }
    }
    return new AttributeType.Enumeration(definition.getName(), Map.copyOf(valuesByText), otherwise);
  }

  /** The texts that a value stands for; without `@attributeValue` its own name. */
  private List<String> textsOf(EnumTypeDefinition definition, EnumValueDefinition value) {
    List<Directive> directives = value.getDirectives("attributeValue");
    if (!directives.isEmpty()) {
      Argument text = directives.get(0).getArgument("text");
      if (text != null
          && text.getValue() instanceof ArrayValue array
          && array.getValues().isEmpty()) {
        problems.add(
            value,
            definition.getName() + "." + value.getName()
                + ": @attributeValue needs at least one text");
      }
      return texts(directives.get(0), "text");
    }
    return value.getName().equals("UNKNOWN") ? List.of() : List.of(value.getName());
  }

  private @Nullable AttributeDeclaration withDefault(
      FieldDefinition field, AttributeDeclaration declaration) {
    Directive attribute = field.getDirectives("attribute").get(0);
    Argument given = attribute.getArgument("default");
    if (given == null || given.getValue() instanceof NullValue) {
      return declaration;
    }
    Object value = declaration.ofDefault(texts(attribute, "default"));
    if (value == AttributeType.MISMATCH) {
      problem(field, "its default does not fit the type " + declaration.typeName());
      return null;
    }
    return new AttributeDeclaration(
        declaration.storedName(), declaration.type(), declaration.list(), value);
  }

  /** A text or list of texts; a single one is a list of one, as GraphQL coerces it. Empty for anything else. */
  private static List<String> texts(Directive directive, String argumentName) {
    Argument argument = directive.getArgument(argumentName);
    Value<?> value = argument == null ? null : argument.getValue();
    if (value instanceof StringValue text) {
      return List.of(text.getValue());
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof ArrayValue array) {
      for (Value<?> item : array.getValues()) {
        if (item instanceof StringValue text) {
          texts.add(text.getValue());
        }
      }
    }
    return texts;
  }

  private void problem(FieldDefinition field, String reason) {
    problems.add(field, TYPE + "." + field.getName() + ": " + reason);
  }
}
