package profilegateway.graphql;

import profilegateway.profile.Ledger;

/** What happens to operations that somebody else may want to know. Called on their event loops; never with personal data. */
public interface OperationEvents {

  /**
   * An operation that was executed is over, whatever came of it.
   *
   * @param operation to be read before this returns
   */
  default void ended(EndedOperation operation) {}

  /**
   * What was begun for an operation cost more after the operation was over, as others waited for it too, or somebody will
   * want what it brings. With what {@link #ended} told, and what refreshes cost, this is all that is spent.
   *
   * @param operation its name, as {@link #ended} told it
   * @param more what came on top; to be read before this returns
   */
  default void costMore(String operation, Ledger more) {}

  /** An operation asks for so many profiles at once. */
  default void batched(int profiles) {}

  /** An answer has an error, of the whole operation or of a field. */
  default void failed(ErrorCode code) {}
}
