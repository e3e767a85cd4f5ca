package profilegateway.redis.link;

import io.vertx.redis.client.Response;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Redis says against a command. */
final class ErrorReply {
  /** Of several commands at once the client puts the number of the one that was refused before what is said. */
  private static final Pattern CODE = Pattern.compile("(?:ERR \\[\\d+] )?(\\S+)");

  /** Redis 6 puts where in a script a command was refused before the word for it. */
  private static final Pattern IN_SCRIPT = Pattern.compile("@user_script: ?\\d+: -?([A-Z]+) ");

  private ErrorReply() {}

  /** The word that a refusal begins with, such as NOSCRIPT; empty when {@code failure} is none. */
  static Optional<String> code(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof Response && message != null
        ? Optional.of(CODE.matcher(message)).filter(Matcher::lookingAt).map(code -> code.group(1))
        : Optional.empty();
  }

  /** The word for the log: as {@link #code}, or that of the command in a script that was refused. */
  static Optional<String> word(Throwable failure) {
    return code(failure)
        .map(code -> Optional.of(IN_SCRIPT.matcher(String.valueOf(failure.getMessage())))
            .filter(Matcher::find)
            .map(inScript -> inScript.group(1))
            .orElse(code));
  }
}
