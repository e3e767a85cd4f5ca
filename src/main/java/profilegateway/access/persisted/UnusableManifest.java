package profilegateway.access.persisted;

/** Says which manifest cannot be used and why, in a sentence that holds nothing of any document. */
final class UnusableManifest extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnusableManifest(String what) {
    super(what);
  }
}
