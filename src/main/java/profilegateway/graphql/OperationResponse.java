package profilegateway.graphql;

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
 */
public record OperationResponse(
    boolean executed,
    @Nullable Map<String, @Nullable Object> data,
    List<GatewayError> errors,
    Ledger ledger) {

  /** The answer to a request that was not executed. */
  public static OperationResponse refused(List<GatewayError> errors) {
    return new OperationResponse(false, null, errors, new Ledger());
  }

  @Override
  public String toString() {
    return "OperationResponse[" + errors.size() + " errors]";
  }
}
