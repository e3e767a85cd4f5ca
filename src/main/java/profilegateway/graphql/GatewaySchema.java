package profilegateway.graphql;

import graphql.GraphQLError;
import graphql.language.Definition;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ObjectTypeExtensionDefinition;
import graphql.language.SDLDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.errors.SchemaProblem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import profilegateway.config.GraphQlConfig;

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
    SchemaFiles.SchemaFile own = SchemaFiles.own();
    TypeDefinitionRegistry registry = new SchemaParser().parse(own.text());
    ObjectTypeDefinition attributesType = Objects.requireNonNull(
        registry.getTypeOrNull(AttributeDeclarations.TYPE, ObjectTypeDefinition.class));
    List<FieldDefinition> fields = new ArrayList<>(attributesType.getFieldDefinitions());
    Map<String, EnumTypeDefinition> enums = new HashMap<>();
    List<String> problems = new ArrayList<>();

    SchemaExtensions extensions = new SchemaExtensions(registry, fields, problems);
    StringBuilder sdl = new StringBuilder(own.text());
    List<Definition<?>> definitions = new ArrayList<>();
    for (SchemaFiles.SchemaFile file : SchemaFiles.extensions(config)) {
      definitions.addAll(extensions.read(file));
      sdl.append('\n').append(file.text());
    }
    for (Definition<?> definition : definitions) {
      if (definition instanceof EnumTypeDefinition enumeration) {
        enums.put(enumeration.getName(), enumeration);
      } else if (definition instanceof ObjectTypeExtensionDefinition extension) {
        fields.addAll(extension.getFieldDefinitions());
      }
    }
    Map<String, AttributeDeclaration> attributes = declare(fields, enums, problems);
    if (problems.isEmpty()) {
      merge(registry, definitions, problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidSchema(problems);
    }
    return new GatewaySchema(sdl.toString(), registry, attributes);
  }

  private static Map<String, AttributeDeclaration> declare(
      List<FieldDefinition> fields, Map<String, EnumTypeDefinition> enums, List<String> problems) {
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

  /** Adds the definitions, and has the engine look for what was not looked for yet, such as a directive's arguments. */
  private static void merge(
      TypeDefinitionRegistry registry, List<Definition<?>> definitions, List<String> problems) {
    for (Definition<?> definition : definitions) {
      registry.add((SDLDefinition<?>) definition).ifPresent(error -> problems.add(describe(error)));
    }
    try {
      new SchemaGenerator().makeExecutableSchema(registry, Resolvers.none());
    } catch (SchemaProblem wrong) {
      wrong.getErrors().forEach(error -> problems.add(describe(error)));
    }
  }

  private static String describe(GraphQLError error) {
    var location = error.getLocations() == null || error.getLocations().isEmpty()
        ? null
        : error.getLocations().get(0);
    return (location == null || location.getSourceName() == null
            ? ""
            : location.getSourceName() + ":" + location.getLine() + ": ")
        + error.getMessage();
  }

  /** The schema as text, with all descriptions. */
  public String sdl() {
    return sdl;
  }

  /** Binds the types to what resolves their fields. */
  GraphQLSchema executable(GraphQlConfig config, InstantSource clock) {
    RuntimeWiring wiring = Resolvers.of(registry, attributes, config, clock);
    return new SchemaGenerator().makeExecutableSchema(registry, wiring);
  }
}
