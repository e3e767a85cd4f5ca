package profilegateway.access.persisted;

/** Says that a document is not executed. It is an answer and not a crash, so it has no stack. */
public final class DocumentRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  DocumentRefusal(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why. */
  public enum Reason {
    /** Nothing is known under the id. */
    NOT_FOUND,
    /** Nothing may be asked by an id here. */
    NOT_SUPPORTED,
    /** The id is not the hash of the text that came with it. */
    HASH_MISMATCH,
    /** The text is none that the operator trusts. */
    NOT_TRUSTED
  }
}
