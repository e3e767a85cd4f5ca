package profilegateway.graphql.plan;

/** An operation is not of the plain shape. An answer, and not a crash. */
final class NoPlan extends Exception {
  private static final long serialVersionUID = 1L;

  NoPlan() {
    super("no plan", null, false, false);
  }
}
