package profilegateway.graphql;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.plan.JsonBytes;
import profilegateway.profile.Copy;
import profilegateway.profile.Ledger;

/**
 * The answer to one operation.
 *
 * @param executed whether there is {@code data} at all; false when the request itself was wrong
 * @param data values in the forms that GraphQL's scalars serialise to, {@code JsonNumber}s among them; null where
 *     nothing is left of it
 * @param written {@code data} as a plan has written it; null where the engine executed the operation
 * @param ledger what it cost
 * @param freshFor how much longer all that was read of profiles is fresh; zero where nothing was read, or anything read is
 *     stale, missing, withheld or not there
 * @param about what may be told of the operation in a log
 */
public record OperationResponse(
    boolean executed,
    @Nullable Map<String, @Nullable Object> data,
    @Nullable JsonBytes written,
    List<GatewayError> errors,
    Ledger ledger,
    Duration freshFor,
    About about) {

  /**
   * What may be told of an operation in a log.
   *
   * @param name one of a bounded number; null where it was not executed
   * @param document null where its text is not known
   * @param origins where the parts came from that were told; empty where none were
   */
  public record About(
      @Nullable String name, @Nullable DocumentHash document, Set<Copy.Origin> origins) {
    static final About NOTHING = new About(null, null, Set.of());
  }

  /** The answer to a request that was not executed. */
  public static OperationResponse refused(List<GatewayError> errors) {
    return new OperationResponse(
        false, null, null, errors, new Ledger(), Duration.ZERO, About.NOTHING);
  }

  /** The same answer. */
  OperationResponse about(About told) {
    return new OperationResponse(executed, data, written, errors, ledger, freshFor, told);
  }

  /** The answer of a plan, which has no errors. */
  static OperationResponse planned(JsonBytes written, Ledger ledger, Duration freshFor) {
    return new OperationResponse(true, null, written, List.of(), ledger, freshFor, About.NOTHING);
  }

  @Override
  public String toString() {
    return "OperationResponse[" + errors.size() + " errors]";
  }
}
