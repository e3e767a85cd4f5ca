package profilegateway.config.reading;

import java.util.List;
import java.util.stream.Collectors;
import profilegateway.config.declared.Problem;

/** Says everything that is wrong with the settings, at once. */
public final class WrongSettings extends Exception {
  private final transient List<Problem> problems;

  /** At least one problem. */
  public WrongSettings(List<Problem> problems) {
    super(problems.stream().map(Problem::sentence).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong: flags, environment and file first, then setting after setting. */
  public List<Problem> problems() {
    return problems;
  }
}
