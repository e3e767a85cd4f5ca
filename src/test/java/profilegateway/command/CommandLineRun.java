package profilegateway.command;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * One run of the command line, in this process. A command that serves ends as soon as it runs.
 *
 * @param code exit code
 * @param out what was printed
 * @param err what was said to be wrong
 */
record CommandLineRun(int code, String out, String err) {

  /** Runs without a terminal. */
  static CommandLineRun of(Path directory, Map<String, String> environment, String... arguments) {
    return run(directory, environment, false, "", arguments);
  }

  /** Runs without a terminal, with something to read. */
  static CommandLineRun reading(
      String in, Path directory, Map<String, String> environment, String... arguments) {
    return run(directory, environment, false, in, arguments);
  }

  /** Runs as at a terminal. */
  static CommandLineRun atTerminal(
      Path directory, Map<String, String> environment, String... arguments) {
    return run(directory, environment, true, "", arguments);
  }

  private static CommandLineRun run(
      Path directory,
      Map<String, String> environment,
      boolean terminal,
      String in,
      String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Shell shell = new Shell(
        environment,
        directory,
        new BufferedReader(new StringReader(in)),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        terminal,
        (running, sayReady) -> sayReady.run());
    int code = CommandLines.run(arguments, shell);
    return new CommandLineRun(code, out.toString(), err.toString());
  }
}
