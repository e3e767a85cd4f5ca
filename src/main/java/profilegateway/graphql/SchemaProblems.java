package profilegateway.graphql;

import graphql.language.Node;
import graphql.language.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the files of a schema: collected in any order, told in the order of files and lines. */
final class SchemaProblems {
  private final List<String> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private record Problem(String file, int line, String reason) {
    String sentence() {
      return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
  }

  /** The files are told in the order in which they are opened. */
  void open(String file) {
    files.add(file);
  }

  void add(Node<?> where, String reason) {
    add(where.getSourceLocation(), reason);
  }

  /** A problem without a location is one of the gateway's own schema. */
  void add(@Nullable SourceLocation where, String reason) {
    String file = where == null ? null : where.getSourceName();
    if (where == null || file == null) {
      add(SchemaFiles.OWN_NAME, 0, reason);
    } else {
      add(file, where.getLine(), reason);
    }
  }

  /** A line of 0 is the file as a whole. */
  void add(String file, int line, String reason) {
    problems.add(new Problem(file, line, reason));
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** One sentence each, {@code file:line: reason}. */
  List<String> sentences() {
    return problems.stream()
        .sorted(Comparator.comparingInt((Problem problem) -> files.indexOf(problem.file))
            .thenComparingInt(Problem::line))
        .map(Problem::sentence)
        .toList();
  }
}
