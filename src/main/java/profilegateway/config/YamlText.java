package profilegateway.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The text of a YAML file as nodes that know their line. */
final class YamlText {
  private final String file;
  private final List<Problem> problems;

  YamlText(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The node at the top, or null when there is none or the text is no YAML, which is then a problem. */
  @Nullable
  Node parse(String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    try {
      return new Compose(settings).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      problems.add(new Problem(file, file + line, "is not YAML: " + sentence(e), null));
      return null;
    } catch (YamlEngineException e) {
      problems.add(new Problem(file, file, "is not YAML that can be read", null));
      return null;
    }
  }

  /**
   * The parser's own words, less those that repeat a piece of the file (aliases, tags): an unquoted secret may
   * well start with {@code *}, {@code &} or {@code !}.
   */
  private static String sentence(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    boolean repeats = problem == null || problem.contains("alias") || problem.contains("tag");
    if (repeats || !(e instanceof ScannerException || problem.startsWith("expected"))) {
      return "a value that starts with a sign such as * & ! @ { [ belongs in quotes";
    }
    return problem;
  }

  /** The line, from 1, that a node starts in. */
  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
