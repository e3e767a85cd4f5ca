package profilegateway.graphql;

import profilegateway.profile.Ledger;

/**
 * An operation that is over.
 *
 * @param name one of a bounded number: {@code anonymous} where it has none, and {@code other} where many others are known
 *     already
 * @param byPlan whether its plan executed it, and not the engine
 * @param ledger what it cost; to be read at once, or else it may have grown
 * @param nanos from when its document was looked at to when its answer was known
 * @param waitedNanos how much of that went by while it had asked for profiles that were not at hand
 */
public record EndedOperation(
    String name, boolean byPlan, Ledger ledger, long nanos, long waitedNanos) {}
