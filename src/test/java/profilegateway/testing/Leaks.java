package profilegateway.testing;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What no client is ever shown: names of classes, stack traces, text of libraries. */
public final class Leaks {
  private static final Pattern LEAK = Pattern.compile(
      "java\\.|javax\\.|\\bio\\.(vertx|netty)|graphql\\.[a-z]|profilegateway|jackson|antlr|Exception|Throwable"
          + "|\\bat [a-z]+\\.[a-z.]+\\(|(Array|Linked|Hash)(List|Map)|(String|Int|Float|Enum|Object|Array)Value",
      Pattern.CASE_INSENSITIVE);

  private Leaks() {}

  /** Those in a body that a client gets. */
  public static List<String> in(String body) {
    return LEAK.matcher(body).results().map(MatchResult::group).toList();
  }
}
