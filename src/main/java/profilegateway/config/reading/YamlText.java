package profilegateway.config.reading;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import profilegateway.config.declared.Problem;

/** The text of a YAML file as nodes that know their line. */
final class YamlText {

  /** Says why a text is no YAML. */
  static final class NotYaml extends Exception {
    private final transient Problem problem;

    private NotYaml(Problem problem) {
      super(problem.sentence());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }

  private YamlText() {}

  /** The node at the top, or null when the text holds nothing. */
  static @Nullable Node parse(String file, String text) throws NotYaml {
    try {
      return new Compose(LoadSettings.builder().setLabel(file).build())
          .composeString(text)
          .orElse(null);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new NotYaml(new Problem(null, file + line, "is not YAML: " + sentence(e), null));
    } catch (YamlEngineException e) {
      throw new NotYaml(new Problem(null, file, "is not YAML that can be read", null));
    }
  }

  /**
   * What is most likely wrong. The parser's own words repeat pieces of the file (an alias, a tag), and an unquoted
   * secret may well start with {@code *}, {@code &} or {@code !}: they are not passed on.
   */
  private static String sentence(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("TAB")) {
      return "there is a tab where spaces belong";
    }
    if (problem.contains("another document")) {
      return "there is a second document (---)";
    }
    if (problem.contains("<block end>")) {
      return "the line does not stand below the one above as YAML wants it";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "there is a colon where none belongs; a value with a colon and a space in it belongs in quotes";
    }
    if (problem.contains("end of stream") || problem.contains("stream end")) {
      return "a quote or a bracket is not closed";
    }
    return "a value that starts with a sign such as * & ! @ % { [ | belongs in quotes";
  }

  /** The line, from 1, that a node starts in. */
  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
