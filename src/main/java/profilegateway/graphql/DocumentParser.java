package profilegateway.graphql;

import graphql.ExecutionInput;
import graphql.GraphQLException;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;
import graphql.parser.exceptions.ParseCancelledTooManyNumericLiteralCharactersException;
import graphql.schema.GraphQLSchema;
import graphql.validation.GoodFaithIntrospectionExceeded;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.config.Limit;
import profilegateway.graphql.limits.Limits;
import profilegateway.graphql.limits.Measures;
import profilegateway.graphql.limits.Weights;

/**
 * Parses and validates a document with graphql-java, and rejects documents that graphql-java would take too long for: its time grows
 * with the cube of the number of fragments that spread one another, and with the square of the digits of a number. Any exception from
 * graphql-java is an error of the document.
 */
final class DocumentParser {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentParser.class);
  private static final int MOST_FRAGMENTS = 50;
  /** The time of validation grows with the square of the digits of a numeric literal. */
  private static final int MAX_NUMERIC_LITERAL_CHARACTERS = 100;

  private final Limits limits;
  private final ParserOptions options;

  DocumentParser(Limits limits) {
    this.limits = limits;
    this.options = ParserOptions.getDefaultOperationParserOptions()
        .transform(set -> set.maxTokens(limits.bound(Limit.TOKENS))
            .maxNumericLiteralCharacters(MAX_NUMERIC_LITERAL_CHARACTERS));
  }

  /** A document that may not be valid, and how many tokens it has. */
  record Parsed(Document document, int tokens) {}

  Parsed parse(String query) throws Documents.Refused {
    ParseAndValidateResult parsed;
    int[] tokens = {0};
    try {
      parsed = ParseAndValidate.parse(ExecutionInput.newExecutionInput(query)
          .locale(Locale.ENGLISH)
          .graphQLContext(values -> values.of(
              ParserOptions.class,
              options.transform(set -> set.parsingListener(token -> tokens[0]++))))
          .build());
    } catch (GraphQLException | StackOverflowError thrown) {
      throw unreadable(thrown);
    }
    if (parsed.isFailure()) {
      keepToLimits(parsed.getSyntaxException());
      throw new Documents.Refused(
          parsed.getErrors().stream().map(EngineErrors::ofSyntax).toList());
    }
    return new Parsed(Objects.requireNonNull(parsed.getDocument()), tokens[0]);
  }

  /** The engine stops to parse what is too long, in the same way as what cannot be parsed. */
  private void keepToLimits(@Nullable Throwable stopped) throws Documents.Refused {
    if (stopped instanceof ParseCancelledTooManyNumericLiteralCharactersException) {
      throw refused(
          ErrorCode.OPERATION_LIMIT_EXCEEDED,
          "The document has a number of more than " + MAX_NUMERIC_LITERAL_CHARACTERS
              + " characters; that is the limit.");
    }
    if (stopped instanceof ParseCancelledException) {
      throw refused(ErrorCode.OPERATION_LIMIT_EXCEEDED, limits.refusalBeyond(Limit.TOKENS));
    }
    if (stopped instanceof ParseCancelledTooDeepException) {
      throw refused(
          ErrorCode.OPERATION_LIMIT_EXCEEDED,
          "The document is nested more than " + options.getMaxRuleDepth()
              + " rules of the grammar deep; that is the limit.");
    }
    if (stopped instanceof ParseCancelledTooManyCharsException) {
      throw refused(
          ErrorCode.OPERATION_LIMIT_EXCEEDED,
          "The document has more than " + options.getMaxCharacters()
              + " characters; that is the limit.");
    }
  }

  /** What a document that was parsed asks for. */
  static Measures measure(Document document, int tokens, Weights weights) throws Documents.Refused {
    try {
      return Measures.of(document, tokens, weights);
    } catch (StackOverflowError tooDeep) {
      throw unreadable(tooDeep);
    }
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
    // Without its words, which may be the document's.
    LOG.debug("the engine refused a document by a {}", thrown.getClass().getSimpleName());
    return refused(ErrorCode.GRAPHQL_PARSE_FAILED, "The document cannot be understood.");
  }

  static Documents.Refused refused(ErrorCode code, String message) {
    return new Documents.Refused(List.of(GatewayError.ofRequest(code, message)));
  }
}
