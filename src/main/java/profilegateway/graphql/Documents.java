package profilegateway.graphql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.limits.Limits;
import profilegateway.graphql.limits.Measures;
import profilegateway.graphql.limits.Weights;
import profilegateway.graphql.plan.Plan;
import profilegateway.graphql.plan.Plans;

/**
 * Parses and validates documents, and keeps those that are valid. Shared by all event loops. What is kept holds nothing
 * of a caller: no variable, no right.
 */
final class Documents {
  /** Weighed in characters: some hundred large documents, or thousands of ordinary ones. */
  private static final long MOST_CHARACTERS = 4_000_000;

  private final GraphQLSchema schema;
  private final DocumentParser parser;
  private final Limits limits;
  private final Weights weights;
  private final @Nullable Plans plans;
  private final Cache<String, Known> valid = Caffeine.newBuilder()
      .maximumWeight(MOST_CHARACTERS)
      .weigher((String query, Known document) -> query.length() + 64)
      .executor(Runnable::run)
      .build();

  /** Makes {@code plans} of their operations, if that is given. */
  Documents(GraphQLSchema schema, Limits limits, @Nullable Plans plans) {
    this.plans = plans;
    this.schema = schema;
    this.limits = limits;
    this.parser = new DocumentParser(limits);
    this.weights = Weights.of(schema);
  }

  /**
   * A valid document.
   *
   * @param measures what it asks for
   * @param isWithinLimits whether nobody need be told how much that is
   * @param plans of those of its operations that have one
   * @param mpidNumbers of each of its operations
   */
  record Known(
      Document document,
      List<OperationDefinition> operations,
      Measures measures,
      boolean isWithinLimits,
      Map<OperationDefinition, Plan> plans,
      Map<OperationDefinition, MpidNumbers> mpidNumbers) {

    MpidNumbers mpidNumbers(OperationDefinition operation) {
      return Objects.requireNonNull(mpidNumbers.get(operation));
    }
  }

  /** The document of a query; throws {@link Refused} when it is not valid, or asks for more than it may. */
  Known document(String query) throws Refused {
    Known known = valid.getIfPresent(query);
    if (known != null) {
      if (!known.isWithinLimits()) {
        keepToLimits(known.measures());
      }
      return known;
    }
    DocumentParser.Parsed parsed = parser.parse(query);
    Document document = parsed.document();
    Measures measures = DocumentParser.measure(document, parsed.tokens(), weights);
    // Before validation: that takes long for what is beyond them.
    keepToLimits(measures);
    DocumentParser.validate(schema, document);
    List<OperationDefinition> operations = operations(document);
    Known read = new Known(
        document,
        operations,
        measures,
        limits.areWithin(measures.values()),
        plans == null ? Map.of() : plans.of(document),
        operations.stream()
            .collect(Collectors.toUnmodifiableMap(
                operation -> operation, operation -> MpidNumbers.of(document, operation))));
    valid.put(query, read);
    return read;
  }

  private void keepToLimits(Measures measures) throws Refused {
    String refusal = limits.refusal(measures.values()).orElse(null);
    if (refusal != null) {
      throw DocumentParser.refused(ErrorCode.OPERATION_LIMIT_EXCEEDED, refusal);
    }
  }

  /** The operations of a query that may not be valid. */
  List<OperationDefinition> operations(String query) throws Refused {
    Known known = valid.getIfPresent(query);
    return known == null ? operations(parser.parse(query).document()) : known.operations();
  }

  private static List<OperationDefinition> operations(Document document) {
    return document.getDefinitionsOfType(OperationDefinition.class);
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
