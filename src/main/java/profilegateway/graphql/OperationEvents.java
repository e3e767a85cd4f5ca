package profilegateway.graphql;

import profilegateway.profile.Ledger;

/** What happens to operations that somebody else may want to know. Called on their event loops; never with personal data. */
public interface OperationEvents {

  /**
   * An operation that was executed is over, whatever came of it.
   *
   * @param operation its name, one of a bounded number: {@code anonymous} where it has none, and {@code other} where
   *     many others are known already
   * @param ledger what it cost; to be read before this returns
   */
  default void ended(String operation, Ledger ledger) {}
}
