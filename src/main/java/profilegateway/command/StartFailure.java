package profilegateway.command;

import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import profilegateway.graphql.InvalidSchema;

/** Something did not start. */
final class StartFailure extends Exception {

  /**
   * An address that is listened on.
   *
   * @param setting the setting that says the port
   */
  record Listening(String setting, String host, int port) {}

  private final Throwable failure;

  StartFailure(Throwable failure) {
    super(failure);
    this.failure = failure;
  }

  /**
   * Tells the person what to mend, in one line: what a setting names (a file of profiles, an extension of the schema)
   * was refused when it was read, or an address cannot be listened on. All else is a bug, and logged with its stack.
   *
   * @return the exit code
   */
  int report(Shell shell, List<Listening> addresses) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException) {
        shell.err().println(cause.getMessage());
        return ExitCode.CONFIG;
      }
      if (cause instanceof IOException) {
        shell.err().println(ioSentence(cause, addresses));
        return ExitCode.FAILED;
      }
    }
    Log.failedToStart(failure);
    return ExitCode.FAILED;
  }

  /** Tells what is wrong with the extensions of the schema, one line each. */
  static int report(Shell shell, InvalidSchema invalid) {
    int count = invalid.problems().size();
    String problems = count == 1 ? "1 problem" : count + " problems";
    shell.err().println(problems + " with the schema extensions; nothing was started:");
    invalid.problems().forEach(problem -> shell.err().println("  " + problem));
    return ExitCode.CONFIG;
  }

  private static String ioSentence(Throwable failure, List<Listening> addresses) {
    for (Listening address : addresses) {
      if (address.port() != 0 && isRefused(address)) {
        return "cannot listen on " + address.host() + " port " + address.port() + " ("
            + address.setting() + "): it is in use, or not this machine's";
      }
    }
    return String.valueOf(failure.getMessage());
  }

  /** A failure to listen does not say which address it was: they are tried once more, one by one. */
  private static boolean isRefused(Listening address) {
    try (ServerSocket socket = new ServerSocket(
        address.port(),
        HttpServerOptions.DEFAULT_ACCEPT_BACKLOG,
        InetAddress.getByName(address.host()))) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }
}
