package profilegateway.profile;

/**
 * The operation on whose behalf profiles are read.
 *
 * @param deadline when the caller stops waiting
 * @param ledger where it is written down what the operation cost
 * @param cancellation tells when the caller went away before
 * @param span what it is part of in a trace
 */
public record ReadContext(Deadline deadline, Ledger ledger, Cancellation cancellation, Span span) {

  /** For an operation that nobody traces. */
  public ReadContext(Deadline deadline, Ledger ledger, Cancellation cancellation) {
    this(deadline, ledger, cancellation, Span.NONE);
  }

  /** The same, as part of something else. */
  public ReadContext within(Span part) {
    return new ReadContext(deadline, ledger, cancellation, part);
  }
}
