package profilegateway.redis.link;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Steps that Redis takes at once, as a Lua script. It is named by its hash, and sent whole where it is not known. */
public final class Script {
  private final String text;
  private final String hash;

  private Script(String text) {
    this.text = text;
    this.hash = sha1(text);
  }

  /** The script in the resources {@code names} of the package of {@code user}, one after the other. */
  public static Script named(Class<?> user, String... names) {
    return new Script(Stream.of(names).map(name -> text(user, name)).collect(Collectors.joining()));
  }

  private static String text(Class<?> user, String name) {
    try (InputStream in = Objects.requireNonNull(user.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs it once.
   *
   * @param keys all with the same hash tag, as Cluster asks for
   * @param arguments numbers, texts and bytes
   */
  public Future<Response> run(
      RedisLink link, Duration limit, List<String> keys, Object... arguments) {
    return run(link, limit, keys, List.of(arguments));
  }

  /** As {@link #run(RedisLink, Duration, List, Object...)}. */
  public Future<Response> run(
      RedisLink link, Duration limit, List<String> keys, List<?> arguments) {
    return run(link, limit, keys, arguments, late -> {});
  }

  /**
   * As {@link #run(RedisLink, Duration, List, Object...)}.
   *
   * @param late is given an answer that comes after {@code limit}: the script was run all the same
   */
  public Future<Response> run(
      RedisLink link,
      Duration limit,
      List<String> keys,
      List<?> arguments,
      Consumer<Response> late) {
    return link.send(request(Command.EVALSHA, hash, keys, arguments), limit, late)
        .recover(failure -> isUnknown(failure)
            ? link.send(request(Command.EVAL, text, keys, arguments), limit, late)
            : Future.failedFuture(failure));
  }

  /** A number in an answer. */
  public static long number(Response answer) {
    return Objects.requireNonNull(answer.toLong(), "no number");
  }

  private static Request request(
      Command command, String script, List<String> keys, List<?> arguments) {
    Request request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    for (Object argument : arguments) {
      if (argument instanceof byte[] bytes) {
        request.arg(bytes);
      } else {
        request.arg(argument.toString());
      }
    }
    return request;
  }

  private static boolean isUnknown(Throwable failure) {
    return ErrorReply.code(failure).filter("NOSCRIPT"::equals).isPresent();
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
