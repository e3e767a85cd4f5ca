package profilegateway.graphql;

import java.util.List;

/** The files that extend the schema are wrong; each problem says where and why. */
public final class InvalidSchema extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidSchema(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence each, {@code file:line: reason}. */
  public List<String> problems() {
    return problems;
  }
}
