package profilegateway.graphql;

import graphql.ExecutionInput;
import graphql.GraphQLException;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.schema.GraphQLSchema;
import graphql.validation.GoodFaithIntrospectionExceeded;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the engine parse and validate a document, and keeps from it what it takes far too long for: its time grows with the
 * cube of the fragments that spread one another, and with the square of a number's digits. Whatever it throws says
 * something of the document.
 */
final class DocumentParser {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentParser.class);
  private static final int MOST_FRAGMENTS = 100;
  private static final int MOST_DIGITS = 400;
  private static final Pattern TOO_MANY_DIGITS =
      Pattern.compile("[0-9]{" + (MOST_DIGITS + 1) + "}");

  private DocumentParser() {}

  static Document parse(String query) throws Documents.Refused {
    if (TOO_MANY_DIGITS.matcher(query).find()) {
      throw refused(
          ErrorCode.OPERATION_LIMIT_EXCEEDED,
          "The document has a number of more than " + MOST_DIGITS + " digits; that is the limit.");
    }
    ParseAndValidateResult parsed;
    try {
      parsed = ParseAndValidate.parse(
          ExecutionInput.newExecutionInput(query).locale(Locale.ENGLISH).build());
    } catch (GraphQLException | StackOverflowError thrown) {
      throw unreadable(thrown);
    }
    if (parsed.isFailure()) {
      throw new Documents.Refused(
          parsed.getErrors().stream().map(EngineErrors::ofSyntax).toList());
    }
    return Objects.requireNonNull(parsed.getDocument());
  }

  static void validate(GraphQLSchema schema, Document document) throws Documents.Refused {
    int fragments = document.getDefinitionsOfType(FragmentDefinition.class).size();
    if (fragments > MOST_FRAGMENTS) {
      throw refused(
          ErrorCode.OPERATION_LIMIT_EXCEEDED,
          "The document has " + fragments + " fragments; the limit is " + MOST_FRAGMENTS + ".");
    }
    List<GatewayError> errors;
    try {
      errors = ParseAndValidate.validate(schema, document, Locale.ENGLISH).stream()
          .map(EngineErrors::ofValidation)
          .toList();
    } catch (GoodFaithIntrospectionExceeded tooMuch) {
      throw refused(
          ErrorCode.OPERATION_LIMIT_EXCEEDED,
          "The operation introspects more than an introspection needs: a field such as __schema once, and not too deep.");
    } catch (GraphQLException | StackOverflowError thrown) {
      throw unreadable(thrown);
    }
    if (!errors.isEmpty()) {
      throw new Documents.Refused(errors);
    }
  }

  private static Documents.Refused unreadable(Throwable thrown) {
    LOG.debug("the engine refused a document", thrown);
    return refused(ErrorCode.GRAPHQL_PARSE_FAILED, "The document cannot be understood.");
  }

  private static Documents.Refused refused(ErrorCode code, String message) {
    return new Documents.Refused(List.of(GatewayError.ofRequest(code, message)));
  }
}
