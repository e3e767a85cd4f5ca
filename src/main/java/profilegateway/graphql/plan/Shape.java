package profilegateway.graphql.plan;

/** How a value of one output type is written. */
interface Shape {

  /**
   * Writes a value.
   *
   * @param bound what each field with arguments is given, at its place
   * @return false where the value is not plain: the type does not take it; what was written by then is of no use
   */
  boolean write(Object value, Arguments[] bound, JsonBytes out);
}
