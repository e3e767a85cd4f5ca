package profilegateway.graphql.plan;

/** The name of a field as it stands in an answer, which GraphQL keeps to letters, digits and underscores of ASCII. */
final class Name {
  private final byte[] first;
  private final byte[] next;

  Name(String name) {
    first = JsonBytes.ascii('"' + name + "\":");
    next = JsonBytes.ascii(",\"" + name + "\":");
  }

  /** Writes it, with what parts it from a field before it. */
  void write(boolean isFirst, JsonBytes out) {
    out.raw(isFirst ? first : next);
  }
}
