package profilegateway.integration;

import graphql.execution.RawVariables;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Says what an operation has to ask of the Profile API. It goes another way than the gateway: it has the engine write
 * the operation out as one tree, without fragments, conditions and variables, and reads the parts off that.
 */
final class ProjectionOracle {
  private static final String WITHOUT_ANY = "audience_memberships";

  /** Written down once more: a part that is wrong in the schema must not be right here. */
  private static final Map<String, String> PART_OF_FIELD = Map.of(
      "attributes", "user_attributes",
      "userAttribute", "user_attributes",
      "userAttributes", "user_attributes",
      "audienceMemberships", "audience_memberships",
      "isInAudience", "audience_memberships",
      "userIdentities", "user_identities",
      "deviceIdentities", "device_identities",
      "attribution", "attribution");

  private final GraphQLSchema schema = schema();

  /**
   * What the operation must cost.
   *
   * @param calls one for each person asked for, as {@link SeenCall} writes them, sorted
   * @param saved how often somebody was asked for once more
   */
  record Cost(List<String> calls, int saved) {}

  Cost cost(RandomOperation operation) {
    ExecutableNormalizedOperation written =
        ExecutableNormalizedOperationFactory.createExecutableNormalizedOperationWithRawVariables(
            schema,
            new Parser().parseDocument(operation.document()),
            operation.name(),
            RawVariables.of(operation.variables()));
    Map<String, TreeSet<String>> parts = new TreeMap<>();
    int asked = 0;
    for (ExecutableNormalizedField field : written.getTopLevelFields()) {
      for (String person : people(field)) {
        parts.computeIfAbsent(person, first -> new TreeSet<>()).addAll(partsOf(field));
        asked++;
      }
    }
    List<String> calls = new ArrayList<>();
    parts.forEach((person, selected) ->
        calls.add(SeenCall.text(person, selected.isEmpty() ? List.of(WITHOUT_ANY) : selected)));
    return new Cost(calls.stream().sorted().toList(), asked - calls.size());
  }

  private static List<String> partsOf(ExecutableNormalizedField root) {
    return root.getChildren().stream()
        .map(field -> PART_OF_FIELD.get(field.getFieldName()))
        .filter(Objects::nonNull)
        .toList();
  }

  private static List<String> people(ExecutableNormalizedField field) {
    Map<String, Object> arguments = field.getResolvedArguments();
    return switch (field.getFieldName()) {
      case "viewer" -> List.of(SeenCall.customer(OperationGenerator.VIEWER));
      case "profile", "profiles" -> texts(arguments);
      case "node", "nodes" ->
        texts(arguments).stream().map(ProjectionOracle::mpid).toList();
      case "profileByIdentity" -> List.of(SeenCall.customer(customer(arguments)));
      default -> throw new AssertionError(field.getFieldName());
    };
  }

  private static List<String> texts(Map<String, Object> arguments) {
    Object given = arguments.values().iterator().next();
    Stream<?> items = given instanceof List<?> list ? list.stream() : Stream.of(given);
    return items.map(String.class::cast).toList();
  }

  private static String customer(Map<String, Object> arguments) {
    Map<?, ?> identity = (Map<?, ?>) Objects.requireNonNull(arguments.get("identity"));
    return String.valueOf(identity.get("value"));
  }

  private static String mpid(String id) {
    String decoded = new String(Base64.getUrlDecoder().decode(id), StandardCharsets.US_ASCII);
    return decoded.substring("Profile:".length());
  }

  private static GraphQLSchema schema() {
    try {
      String text = Files.readString(Path.of("schema.graphqls"))
          + Files.readString(Path.of("examples/attributes.graphqls"));
      return UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(text));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
