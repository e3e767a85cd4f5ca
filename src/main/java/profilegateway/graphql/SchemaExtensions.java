package profilegateway.graphql;

import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.Node;
import graphql.language.ObjectTypeExtensionDefinition;
import graphql.language.SourceLocation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.MultiSourceReader;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a workspace's files into definitions that may stand beside the gateway's own: fields of {@code Attributes}, and
 * enums for them. Everything else is refused, so that an extension can never change what the gateway promises.
 */
final class SchemaExtensions {
  private final TypeDefinitionRegistry own;
  private final List<String> problems;
  private final Set<String> fieldNames = new HashSet<>();
  private final Set<String> typeNames = new HashSet<>();

  /** Collects into {@code problems} what is wrong beside {@code own}. */
  SchemaExtensions(
      TypeDefinitionRegistry own, List<FieldDefinition> ownAttributes, List<String> problems) {
    this.own = own;
    this.problems = problems;
    ownAttributes.forEach(field -> fieldNames.add(field.getName()));
  }

  /** The definitions in a file; empty when it cannot be parsed, which is then a problem. */
  List<Definition<?>> read(SchemaFiles.SchemaFile file) {
    List<Definition<?>> definitions = parse(file);
    for (Definition<?> definition : definitions) {
      check(definition);
    }
    return definitions;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the parser's own raw type
  private List<Definition<?>> parse(SchemaFiles.SchemaFile file) {
    MultiSourceReader reader = MultiSourceReader.newMultiSourceReader()
        .string(file.text(), file.name())
        .trackData(true)
        .build();
    try {
      Document document = Parser.parse(ParserEnvironment.newParserEnvironment()
          .document(reader)
          .parserOptions(ParserOptions.getDefaultSdlParserOptions())
          .build());
      return (List) document.getDefinitions();
    } catch (InvalidSyntaxException syntax) {
      SourceLocation location = syntax.getLocation();
      problems.add(file.name() + ":" + (location == null ? 1 : location.getLine()) + ": "
          + syntax.getMessage());
      return List.of();
    }
  }

  private void check(Definition<?> definition) {
    if (definition instanceof ObjectTypeExtensionDefinition extension
        && extension.getName().equals(AttributeDeclarations.TYPE)) {
      extension.getFieldDefinitions().forEach(this::checkField);
      if (!extension.getImplements().isEmpty() || !extension.getDirectives().isEmpty()) {
        problem(extension, "`extend type Attributes` may add fields only");
      }
    } else if (definition instanceof EnumTypeDefinition enumeration) {
      if (own.getTypeOrNull(enumeration.getName()) != null
          || !typeNames.add(enumeration.getName())) {
        problem(enumeration, "the name " + enumeration.getName() + " is taken");
      }
    } else {
      problem(
          definition,
          "only `extend type Attributes` and enums for its fields may be declared here");
    }
  }

  private void checkField(FieldDefinition field) {
    if (!fieldNames.add(field.getName())) {
      problem(field, "the name Attributes." + field.getName() + " is taken");
    }
    if (!field.getInputValueDefinitions().isEmpty()) {
      problem(field, "Attributes." + field.getName() + " takes arguments; an attribute takes none");
    }
  }

  private void problem(Node<?> node, String reason) {
    problems.add(at(node) + reason);
  }

  /** {@code file:line: }. */
  static String at(Node<?> node) {
    SourceLocation location = node.getSourceLocation();
    return location == null ? "" : location.getSourceName() + ":" + location.getLine() + ": ";
  }
}
