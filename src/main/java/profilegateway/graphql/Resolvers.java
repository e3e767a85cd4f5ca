package profilegateway.graphql;

import graphql.language.EnumTypeDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeRuntimeWiring;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.config.GraphQlConfig;
import profilegateway.graphql.plan.Resolver;
import profilegateway.graphql.plan.Shared;
import profilegateway.graphql.rights.Reader;
import profilegateway.graphql.rights.Readers;
import profilegateway.graphql.rights.Rights;
import profilegateway.profile.Copy;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.RawIdentity;
import profilegateway.profile.Parts;
import profilegateway.profile.UserAttribute;

/** What resolves each field of the schema: for the engine, and for plans. */
final class Resolvers {
  private static final String PROFILE = "Profile";

  private final Rights rights;
  private final Projection projection;
  private final Parts atLeast;
  private final QueryFields query;
  private final ProfileFields profile;
  /** By type and field, of the types that hang on profiles. */
  private final Map<String, Map<String, Resolver>> below;

  private Resolvers(
      Rights rights,
      Projection projection,
      Parts atLeast,
      QueryFields query,
      ProfileFields profile,
      Map<String, Map<String, Resolver>> below) {
    this.rights = rights;
    this.projection = projection;
    this.atLeast = atLeast;
    this.query = query;
    this.profile = profile;
    this.below = below;
  }

  /** Enough to check a schema with. */
  static RuntimeWiring none() {
    return scalars()
        .type(TypeRuntimeWiring.newTypeWiring("Node").typeResolver(Resolvers::typeOfNode))
        .build();
  }

  static Resolvers of(
      TypeDefinitionRegistry types,
      Map<String, AttributeDeclaration> attributes,
      GraphQlConfig config,
      InstantSource clock) {
    IdentityTypes userTypes = identityTypes(types, "UserIdentityType");
    IdentityTypes deviceTypes = identityTypes(types, "DeviceIdentityType");
    Rights rights = Rights.of(types);
    Projection projection = Projection.of(types, rights);
    Parts atLeast = partsNamed(config);
    QueryFields query = new QueryFields(rights, projection, atLeast, config.immutableIdentities());
    Map<String, Map<String, Resolver>> below = Map.of(
        AttributeDeclarations.TYPE,
        attributeFields(attributes),
        "UserAttribute",
        userAttribute(),
        "AudienceMembership",
        audienceMembership(),
        "UserIdentity",
        identity(userTypes),
        "DeviceIdentity",
        identity(deviceTypes),
        "Freshness",
        freshness());
    return new Resolvers(
        rights,
        projection,
        atLeast,
        query,
        new ProfileFields(clock, userTypes, deviceTypes, rights),
        below);
  }

  /** What the engine resolves fields by. */
  RuntimeWiring wiring() {
    RuntimeWiring.Builder wiring = scalars()
        .type(TypeRuntimeWiring.newTypeWiring("Node").typeResolver(Resolvers::typeOfNode))
        .type(type("Query", query.fetchers()));
    GuardedFields guarded = new GuardedFields(rights);
    wiring.type(type(PROFILE, guarded.of(PROFILE, profile.fetchers())));
    below.forEach((name, resolvers) -> {
      Map<String, DataFetcher<?>> fetchers = new HashMap<>();
      resolvers.forEach((field, resolver) -> fetchers.put(field, (DataFetcher<?>) resolver));
      wiring.type(type(name, guarded.of(name, fetchers)));
    });
    return wiring.build();
  }

  /** The same for plans of operations. */
  Shared shared(GraphQLSchema schema) {
    Map<String, Map<String, Resolver>> resolvers = new HashMap<>(below);
    resolvers.put(PROFILE, profile.resolvers());
    Reader mayReadAll = Readers.of(Caller.unchecked(null), Set.of()).others();
    return new Shared(
        schema,
        query.roots(),
        resolvers,
        rights,
        (selectionSets, selections) -> projection.selected(selectionSets, selections, mayReadAll),
        atLeast);
  }

  private static RuntimeWiring.Builder scalars() {
    return RuntimeWiring.newRuntimeWiring().scalar(DateTimeScalar.TYPE).scalar(JsonScalar.TYPE);
  }

  private static graphql.schema.@Nullable GraphQLObjectType typeOfNode(
      graphql.TypeResolutionEnvironment node) {
    return node.getSchema().getObjectType("Profile");
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the builder's own raw type
  private static TypeRuntimeWiring.Builder type(String name, Map<String, DataFetcher<?>> fetchers) {
    return TypeRuntimeWiring.newTypeWiring(name).dataFetchers((Map) fetchers);
  }

  private static Parts partsNamed(GraphQlConfig config) {
    Parts parts = Parts.NONE;
    for (Part part : Part.values()) {
      if (config.fieldsAtLeast().contains(part.wireName())) {
        parts = parts.with(part);
      }
    }
    return parts;
  }

  private static IdentityTypes identityTypes(TypeDefinitionRegistry types, String name) {
    return IdentityTypes.of(
        Objects.requireNonNull(types.getTypeOrNull(name, EnumTypeDefinition.class)));
  }

  private static Map<String, Resolver> attributeFields(
      Map<String, AttributeDeclaration> attributes) {
    Map<String, Resolver> fetchers = new HashMap<>();
    attributes.forEach(
        (field, declaration) -> fetchers.put(field, new AttributeField(declaration)));
    return fetchers;
  }

  private static Map<String, Resolver> userAttribute() {
    return Map.of(
        "name", new FromSource<>(UserAttribute::name),
        "value", new FromSource<UserAttribute>(attribute -> first(attribute.texts())),
        "values", new FromSource<>(UserAttribute::texts),
        "kind", new FromSource<>(UserAttribute::kind),
        "number",
            new FromSource<UserAttribute>(
                attribute -> reading(attribute, AttributeType.Scalar.FLOAT)),
        "boolean",
            new FromSource<UserAttribute>(
                attribute -> reading(attribute, AttributeType.Scalar.BOOLEAN)),
        "json", new FromSource<>(UserAttribute::json));
  }

  private static @Nullable String first(List<String> texts) {
    return texts.isEmpty() ? null : texts.get(0);
  }

  /** As a declared attribute of that type reads it; null where that would be a mismatch. */
  private static @Nullable Object reading(UserAttribute attribute, AttributeType type) {
    Object value = AttributeDeclaration.value(attribute, type);
    return value == AttributeType.MISMATCH ? null : value;
  }

  private static Map<String, Resolver> audienceMembership() {
    return Map.of(
        "audienceId", new FromSource<>(AudienceMembership::id),
        "audienceName", new FromSource<>(AudienceMembership::name),
        "expiresAt", new FromSource<>(AudienceMembership::expiresAt));
  }

  private static Map<String, Resolver> identity(IdentityTypes types) {
    return Map.of(
        "type", new FromSource<RawIdentity>(types::of),
        "rawType", new FromSource<>(RawIdentity::type),
        "encoding", new FromSource<>(RawIdentity::encoding),
        "value", new FromSource<>(RawIdentity::value));
  }

  private static Map<String, Resolver> freshness() {
    return Map.of(
        "origin", new FromSource<>(Copy::origin),
        "fetchedAt", new FromSource<>(Copy::fetchedAt));
  }
}
