package profilegateway;

import profilegateway.command.CommandLines;

/** Where the process begins. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Read by Vert.x when its first class is loaded.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    System.exit(CommandLines.run(arguments));
  }
}
