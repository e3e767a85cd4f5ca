package profilegateway.graphql;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Ledger;

/**
 * The answer to one operation.
 *
 * @param executed whether there is {@code data} at all; false when the request itself was wrong
 * @param data values in the forms that GraphQL's scalars serialise to, {@code JsonNumber}s among them; null where
 *     nothing is left of it
 * @param ledger what it cost
 * @param freshFor how much longer all that was read of profiles is fresh; zero where nothing was read, or anything read is
 *     stale, missing, withheld or not there
 */
public record OperationResponse(
    boolean executed,
    @Nullable Map<String, @Nullable Object> data,
    List<GatewayError> errors,
    Ledger ledger,
    Duration freshFor) {

  /** The answer to a request that was not executed. */
  public static OperationResponse refused(List<GatewayError> errors) {
    return new OperationResponse(false, null, errors, new Ledger(), Duration.ZERO);
  }

  @Override
  public String toString() {
    return "OperationResponse[" + errors.size() + " errors]";
  }
}
