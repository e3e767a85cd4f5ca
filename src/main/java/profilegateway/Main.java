package profilegateway;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The command line. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Read by Vert.x when its first class is loaded.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    Shell shell =
        new Shell(System.getenv(), Path.of(""), in(), out, err, isTerminal(), new UntilSignal());
    System.exit(run(arguments, shell));
  }

  /**
   * Runs a command in this process; a command that serves goes on until the process is told to end.
   *
   * @return 0 when all went well, 1 when it could not start or do all of it, 2 for a wrong command line, 78 for wrong settings
   */
  public static int run(
      String[] arguments, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    return run(
        arguments, new Shell(environment, Path.of(""), in(), out, err, false, new UntilSignal()));
  }

  static int run(String[] arguments, Shell shell) {
    return CommandLines.of(shell).execute(CommandLines.withDefault(arguments));
  }

  private static BufferedReader in() {
    return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Main::hasTerminal).isPresent();
  }

  /** Before JDK 22 there is no console without a terminal; from then on a method tells. */
  private static boolean hasTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
