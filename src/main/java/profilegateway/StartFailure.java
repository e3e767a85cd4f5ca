package profilegateway;

import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Tells the person, in one line where the person can mend it, else in the log with the stack. */
  int report(Shell shell, List<Listening> addresses) {
    String sentence = sentence(addresses);
    if (sentence == null) {
      Log.failedToStart(failure);
    } else {
      shell.err().println(sentence);
    }
    return ExitCode.FAILED;
  }

  /** The failure in one line, when it is one that a person can mend; null when it is a bug. */
  @Nullable
  String sentence(List<Listening> addresses) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return ioSentence(cause, addresses);
      }
    }
    return null;
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
