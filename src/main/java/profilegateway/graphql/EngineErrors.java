package profilegateway.graphql;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the engine's own errors into the closed list of codes. Its sentences about a document are kept; what they show of
 * values, and its names for Java types, are not.
 */
final class EngineErrors {
  private static final Pattern PREFIX = Pattern.compile("^Validation [Ee]rror \\([^)]*\\) ?: ?");
  private static final Pattern ARGUMENT_VALUE = Pattern.compile(
      " with value '.*'(?= (must|is not a valid|is missing|contains) )", Pattern.DOTALL);
  private static final Pattern DEFAULT_VALUE =
      Pattern.compile("(?<=^Bad default value) '.*'(?= for type )", Pattern.DOTALL);
  private static final Pattern UNKNOWN_VALUE =
      Pattern.compile(" Unknown value '.*'", Pattern.DOTALL);
  private static final Pattern NO_SUCH_NAME =
      Pattern.compile(" No value found for name '.*'", Pattern.DOTALL);
  private static final Pattern ENUM_VALUE =
      Pattern.compile("(?<=allowable values) for enum '[^']*' - '.*'$", Pattern.DOTALL);
  private static final Pattern NOT_AN_OBJECT = Pattern.compile(
      "Expected type 'Map' but was '(\\w+)'\\. Variables for input objects must be an instance of type 'Map'\\.");
  private static final Pattern JAVA_TYPE = Pattern.compile("but it was a '(\\w+)'");
  private static final Pattern LITERALS =
      Pattern.compile("Expected an AST type of ('\\w+'(?: or '\\w+')*) but it was a '(\\w+)'");
  private static final Pattern LITERAL = Pattern.compile("'(\\w+)'");

  private static final Logger LOG = LoggerFactory.getLogger(EngineErrors.class);

  private EngineErrors() {}

  static GatewayError ofSyntax(GraphQLError error) {
    List<SourceLocation> where = error.getLocations();
    String message = error.getMessage().startsWith("Invalid syntax")
        ? syntaxSentence(where == null || where.isEmpty() ? null : where.get(0))
        : error.getMessage();
    return of(error, ErrorCode.GRAPHQL_PARSE_FAILED, message);
  }

  /** In place of the parser's sentence, which names its parts and tokens. */
  static String syntaxSentence(@Nullable SourceLocation where) {
    return where == null || where.getLine() < 1
        ? "This is not GraphQL."
        : "This is not GraphQL from line " + where.getLine() + ", column " + where.getColumn()
            + " on.";
  }

  static GatewayError ofValidation(GraphQLError error) {
    String message = PREFIX.matcher(error.getMessage()).replaceFirst("");
    message = ARGUMENT_VALUE.matcher(message).replaceFirst("");
    message = DEFAULT_VALUE.matcher(message).replaceFirst("");
    message = ENUM_VALUE.matcher(message).replaceFirst("");
    message = LITERALS
        .matcher(message)
        .replaceAll(found ->
            "expected " + literals(found.group(1)) + ", but it was " + literalName(found.group(2)));
    return of(error, ErrorCode.GRAPHQL_VALIDATION_FAILED, message);
  }

  /**
   * The errors of an execution, in the order of the fields of {@code Query} in {@code data}; those below one of these fields stay in their
   * order. The engine has them in the order in which lookups completed, which says nothing to a client.
   *
   * @param data null if the operation was not executed
   */
  static List<GatewayError> ofExecution(List<GraphQLError> errors, @Nullable Map<String, ?> data) {
    List<GatewayError> known = errors.stream().map(EngineErrors::ofExecution).toList();
    if (known.size() < 2 || data == null) {
      return known;
    }
    List<String> fields = List.copyOf(data.keySet());
    return known.stream()
        .sorted(Comparator.comparingInt(
            error -> error.path() == null ? -1 : fields.indexOf(error.path().get(0))))
        .toList();
  }

  /** An error of an execution: a resolver's own, or one that the engine found before it called any. */
  private static GatewayError ofExecution(GraphQLError error) {
    if (error instanceof GatewayError own) {
      return own;
    }
    if (error.getErrorType() == ErrorType.OperationNotSupported) {
      return of(error, ErrorCode.OPERATION_RESOLUTION_FAILURE, error.getMessage());
    }
    if (error.getErrorType() == ErrorType.ValidationError) {
      return of(error, ErrorCode.BAD_USER_INPUT, aboutVariable(error.getMessage()));
    }
    LOG.error("the engine reports {}", error.getErrorType());
    return of(error, ErrorCode.INTERNAL_SERVER_ERROR, "Something went wrong in the gateway.");
  }

  private static String aboutVariable(String message) {
    String shortened = UNKNOWN_VALUE.matcher(message.strip()).replaceFirst("");
    shortened = NO_SUCH_NAME.matcher(shortened).replaceFirst("");
    shortened = NOT_AN_OBJECT
        .matcher(shortened)
        .replaceAll(found -> "Expected an object, but it was " + jsonName(found.group(1)));
    Matcher type = JAVA_TYPE.matcher(shortened);
    return type.replaceAll(found -> "but it was " + jsonName(found.group(1)));
  }

  private static String jsonName(String javaName) {
    return switch (javaName) {
      case "String" -> "a string";
      case "Boolean" -> "a boolean";
      case "Integer", "Long", "BigInteger", "BigDecimal", "Double", "Float" -> "a number";
      case "ArrayList" -> "a list";
      case "LinkedHashMap" -> "an object";
      default -> "something else";
    };
  }

  private static String literals(String names) {
    return LITERAL.matcher(names).replaceAll(found -> literalName(found.group(1)));
  }

  private static String literalName(String nodeName) {
    return switch (nodeName) {
      case "StringValue" -> "a string";
      case "IntValue" -> "a whole number";
      case "FloatValue" -> "a number";
      case "BooleanValue" -> "true or false";
      case "EnumValue" -> "an enum value";
      case "ArrayValue" -> "a list";
      case "ObjectValue" -> "an object";
      case "NullValue" -> "null";
      default -> "something else";
    };
  }

  private static GatewayError of(GraphQLError error, ErrorCode code, String message) {
    List<SourceLocation> locations =
        error.getLocations() == null ? List.of() : error.getLocations();
    return new GatewayError(message, locations, error.getPath(), code, null);
  }
}
