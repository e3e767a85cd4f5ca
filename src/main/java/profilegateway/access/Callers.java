package profilegateway.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller.Scopes;
import profilegateway.config.AccessConfig;
import profilegateway.config.AccessConfig.KeySet;
import profilegateway.profile.Identity;

/** Finds out who the caller of a request is. Shared by all event loops. */
public final class Callers {
  private static final Pattern BEARER = Pattern.compile("(?i:bearer)(?: +(.*))?", Pattern.DOTALL);

  private final AccessConfig config;
  private final Credentials credentials;
  private final AccessEvents events;

  private Callers(AccessConfig config, Credentials credentials, AccessEvents events) {
    this.config = config;
    this.credentials = credentials;
    this.events = events;
  }

  /**
   * Opens what callers are checked by. Reads files, and blocks for that.
   *
   * @throws IllegalArgumentException when a file cannot be used, saying which and why
   */
  public static Callers open(
      Vertx vertx,
      AccessConfig config,
      InstantSource clock,
      LongSupplier nanoTime,
      AccessEvents events) {
    Credentials credentials = new Credentials(vertx, config, clock, nanoTime, events);
    credentials.keepUpToDate();
    return new Callers(config, credentials, events);
  }

  /** What is wrong with the files that callers are checked by, one line each. Blocks. */
  public static List<String> problems(AccessConfig config) {
    List<String> problems = new ArrayList<>();
    AccessEvents nobody = new AccessEvents() {};
    if (config.tokens() != null) {
      for (KeySet set : config.tokens().keySets()) {
        addProblem(problems, set.file(), file -> new FileKeys(file, nobody));
      }
    }
    addProblem(problems, config.apiKeys(), file -> ApiKeys.in(file, nobody));
    return problems;
  }

  private static void addProblem(
      List<String> problems, @Nullable Path file, Function<Path, Object> reader) {
    try {
      var unused = file == null ? null : reader.apply(file);
    } catch (UnusableFile wrong) {
      problems.add(wrong.getMessage());
    }
  }

  /** Done when keys were fetched, or could not be had: known keys may do, and API keys need none. */
  public Future<Void> warmUp() {
    return credentials.refresh();
  }

  public void close() {
    credentials.close();
  }

  /**
   * Who the caller is.
   *
   * @param authorization the values of {@code Authorization}, one for each header
   * @param apiKeys the values of {@code X-API-Key}
   * @return fails with a {@link Refusal}; completes on the event loop it was asked on
   */
  public Future<Caller> identify(List<String> authorization, List<String> apiKeys) {
    // What nothing checks is not looked at where callers need not be checked: it is for whoever is
    // in front.
    List<String> tokens = config.open() ? lookedAt(authorization) : authorization;
    List<String> keys =
        config.open() && credentials.apiKeys() == null ? List.<String>of() : apiKeys;
    if (tokens.isEmpty() && keys.isEmpty()) {
      return nobody();
    }
    return proven(tokens, keys)
        .map(caller -> config.open() ? withAllScopes(caller) : caller)
        .onFailure(this::tell);
  }

  private List<String> lookedAt(List<String> authorization) {
    return credentials.tokens() == null
        ? List.of()
        : authorization.stream().filter(Callers::isBearer).toList();
  }

  private Future<Caller> nobody() {
    if (config.open()) {
      String viewer = config.sandboxViewer();
      return Future.succeededFuture(
          Caller.unchecked(viewer == null ? null : new Identity("customer_id", viewer)));
    }
    return config.anonymous()
        ? Future.succeededFuture(Caller.ANONYMOUS)
        : refused(Refusal.Reason.NO_CREDENTIALS).onFailure(this::tell);
  }

  private Future<Caller> proven(List<String> authorization, List<String> keys) {
    if (authorization.size() + keys.size() > 1) {
      return refused(Refusal.Reason.SEVERAL_CREDENTIALS);
    }
    return keys.isEmpty() ? byToken(authorization.get(0)) : byApiKey(keys.get(0));
  }

  private Future<Caller> byToken(String authorization) {
    Matcher bearer = BEARER.matcher(authorization.strip());
    if (!bearer.matches()) {
      return refused(Refusal.Reason.OTHER_SCHEME);
    }
    BearerTokens tokens = credentials.tokens();
    return tokens == null
        ? refused(Refusal.Reason.ISSUER)
        : tokens.caller(Objects.requireNonNullElse(bearer.group(1), ""));
  }

  private static boolean isBearer(String authorization) {
    return BEARER.matcher(authorization.strip()).matches();
  }

  private Future<Caller> byApiKey(String key) {
    ApiKeys known = credentials.apiKeys();
    try {
      if (known == null) {
        throw new Refusal(Refusal.Reason.API_KEY);
      }
      return Future.succeededFuture(known.caller(key));
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private static Caller withAllScopes(Caller caller) {
    return new Caller(caller.viewer(), caller.mpid(), Scopes.ALL, caller.kind(), caller.hash());
  }

  private static Future<Caller> refused(Refusal.Reason reason) {
    return Future.failedFuture(new Refusal(reason));
  }

  private void tell(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      events.refused(refusal.reason());
    }
  }
}
