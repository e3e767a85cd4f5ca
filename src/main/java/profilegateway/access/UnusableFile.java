package profilegateway.access;

/** Says what is wrong with a file, in a sentence that holds nothing of it. */
final class UnusableFile extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnusableFile(String what) {
    super(what);
  }
}
