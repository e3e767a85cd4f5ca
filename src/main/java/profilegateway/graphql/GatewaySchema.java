package profilegateway.graphql;

import graphql.GraphQLError;
import graphql.language.Definition;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLDefinition;
import graphql.language.SourceLocation;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.errors.SchemaProblem;
import graphql.schema.validation.InvalidSchemaException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import profilegateway.config.GraphQlConfig;
import profilegateway.graphql.plan.Plans;

/**
 * The schema that is served: the gateway's own, with the attributes that a workspace declares in files of its own.
 */
public final class GatewaySchema {
  private final String sdl;
  private final TypeDefinitionRegistry registry;
  private final Map<String, AttributeDeclaration> attributes;

  private GatewaySchema(
      String sdl, TypeDefinitionRegistry registry, Map<String, AttributeDeclaration> attributes) {
    this.sdl = sdl;
    this.registry = registry;
    this.attributes = attributes;
  }

  /**
   * Reads and checks the files.
   *
   * @throws InvalidSchema with every problem of every file
   */
  public static GatewaySchema read(GraphQlConfig config) throws InvalidSchema {
    return read(config.schemaExtensions(), config.exampleAttributes());
  }

  static GatewaySchema read(List<Path> extensionFiles, boolean example) throws InvalidSchema {
    return read(SchemaFiles.own(), extensionFiles, example);
  }

  static GatewaySchema read(SchemaFiles.SchemaFile own, List<Path> extensionFiles, boolean example)
      throws InvalidSchema {
    TypeDefinitionRegistry registry = new SchemaParser().parse(own.text());
    ObjectTypeDefinition attributesType = Objects.requireNonNull(
        registry.getTypeOrNull(AttributeDeclarations.TYPE, ObjectTypeDefinition.class));
    List<FieldDefinition> fields = new ArrayList<>(attributesType.getFieldDefinitions());
    SchemaProblems problems = new SchemaProblems();

    SchemaExtensions extensions = new SchemaExtensions(registry, fields, problems);
    StringBuilder sdl = new StringBuilder(own.text());
    for (SchemaFiles.SchemaFile file : SchemaFiles.extensions(extensionFiles, example, problems)) {
      SchemaFiles.parse(file, problems).forEach(extensions::add);
      sdl.append('\n').append(file.text());
    }
    fields.addAll(extensions.fields());
    Map<String, AttributeDeclaration> attributes = declare(fields, extensions.enums(), problems);
    if (problems.isEmpty()) {
      merge(registry, extensions.definitions(), problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidSchema(problems.sentences());
    }
    return new GatewaySchema(sdl.toString(), registry, attributes);
  }

  private static Map<String, AttributeDeclaration> declare(
      List<FieldDefinition> fields,
      Map<String, EnumTypeDefinition> enums,
      SchemaProblems problems) {
    AttributeDeclarations declarations = new AttributeDeclarations(enums, problems);
    Map<String, AttributeDeclaration> byField = new LinkedHashMap<>();
    for (FieldDefinition field : fields) {
      AttributeDeclaration declaration = declarations.declare(field);
      if (declaration != null) {
        byField.put(field.getName(), declaration);
      }
    }
    return byField;
  }

  /** Adds the definitions, and has the engine look for what was not looked for yet. */
  private static void merge(
      TypeDefinitionRegistry registry, List<Definition<?>> definitions, SchemaProblems problems) {
    for (Definition<?> definition : definitions) {
      registry.add((SDLDefinition<?>) definition).ifPresent(error -> add(error, problems));
    }
    try {
      new SchemaGenerator().makeExecutableSchema(registry, Resolvers.none());
    } catch (SchemaProblem wrong) {
      wrong.getErrors().forEach(error -> add(error, problems));
    } catch (InvalidSchemaException wrong) {
      problems.add((SourceLocation) null, String.valueOf(wrong.getMessage()).replace('\n', ' '));
    }
  }

  private static void add(GraphQLError error, SchemaProblems problems) {
    List<SourceLocation> where = error.getLocations();
    problems.add(where == null || where.isEmpty() ? null : where.get(0), error.getMessage());
  }

  /** The schema as text, with all descriptions. */
  public String sdl() {
    return sdl;
  }

  /** The stored names of the attributes that have a field of their own, as they are declared. */
  public Set<String> declaredAttributes() {
    return attributes.values().stream()
        .map(AttributeDeclaration::storedName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Binds the types to what resolves their fields. */
  Executable executable(GraphQlConfig config, InstantSource clock) {
    Resolvers resolvers = Resolvers.of(registry, attributes, config, clock);
    GraphQLSchema executable =
        new SchemaGenerator().makeExecutableSchema(registry, resolvers.wiring());
    return new Executable(executable, new Plans(resolvers.shared(executable)));
  }

  /** The schema as the engine executes it, and what makes plans of its operations. */
  record Executable(GraphQLSchema schema, Plans plans) {}
}
