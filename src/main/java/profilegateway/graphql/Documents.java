package profilegateway.graphql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.language.Document;
import graphql.schema.GraphQLSchema;
import java.util.List;

/**
 * Parses and validates documents, and keeps those that are valid. Shared by all event loops. What is kept holds nothing
 * of a caller: no variable, no right.
 */
final class Documents {
  /** Weighed in characters: some hundred large documents, or thousands of ordinary ones. */
  private static final long MOST_CHARACTERS = 4_000_000;

  private final GraphQLSchema schema;
  private final Cache<String, Document> valid = Caffeine.newBuilder()
      .maximumWeight(MOST_CHARACTERS)
      .weigher((String query, Document document) -> query.length() + 64)
      .executor(Runnable::run)
      .build();

  Documents(GraphQLSchema schema) {
    this.schema = schema;
  }

  /** The document of a query; throws {@link Refused} when it is not valid. */
  Document document(String query) throws Refused {
    Document known = valid.getIfPresent(query);
    if (known != null) {
      return known;
    }
    Document document = DocumentParser.parse(query);
    DocumentParser.validate(schema, document);
    valid.put(query, document);
    return document;
  }

  /** The document of a query that may not be valid. */
  Document parsed(String query) throws Refused {
    Document known = valid.getIfPresent(query);
    return known == null ? DocumentParser.parse(query) : known;
  }

  /** A request that is answered without being executed. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<GatewayError> errors;

    Refused(List<GatewayError> errors) {
      super("refused", null, false, false);
      this.errors = errors;
    }

    List<GatewayError> errors() {
      return errors;
    }
  }
}
