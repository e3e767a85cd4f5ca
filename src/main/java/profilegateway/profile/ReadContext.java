package profilegateway.profile;

/**
 * The operation on whose behalf profiles are read.
 *
 * @param deadline when the caller stops waiting
 * @param ledger where it is written down what the operation cost
 * @param cancellation tells when the caller went away before
 */
public record ReadContext(Deadline deadline, Ledger ledger, Cancellation cancellation) {}
