package profilegateway.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;
import profilegateway.config.CacheConfig;
import profilegateway.config.GatewayConfig;
import profilegateway.config.declared.Mode;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/** What an operator should know when a gateway starts: what its instances share and keep, and what becomes of that without Redis. */
final class StartNotes {
  private final QuotaLimit limit;
  private final int instances;
  private final CacheConfig cache;

  private StartNotes(GatewayConfig config) {
    this.limit = QuotaLimit.of(config.upstream().quota());
    this.instances = config.upstream().quota().instances();
    this.cache = config.cache();
  }

  /** One line for the log; never with a secret or an address. */
  record Note(Level level, String sentence) {}

  /** In the order in which they are said. Whoever only tries the gateway, with a sandbox of its own, is told nothing. */
  static List<Note> of(GatewayConfig config, Mode mode) {
    StartNotes notes = new StartNotes(config);
    if (config.redis() == null) {
      return mode.hasSandbox() ? List.of() : notes.withoutRedis();
    }
    return notes.withRedis(!config.redis().keyRing().isEmpty());
  }

  private List<Note> withoutRedis() {
    return cache.local()
        ? List.of(nothingIsShared())
        : List.of(nothingIsShared(), nothingIsKept("GATEWAY_CACHE_LOCAL is off"));
  }

  private Note nothingIsShared() {
    String token =
        "Without REDIS_URL nothing is shared with other instances: this one gets its own token";
    return new Note(
        Level.INFO, limit.isUnlimited() ? token + "." : token + ", and keeps to " + share() + ".");
  }

  private List<Note> withRedis(boolean hasKeys) {
    List<Note> notes = new ArrayList<>();
    if (!hasKeys) {
      notes.add(new Note(
          Level.WARN,
          "Without GATEWAY_CACHE_KEYS nothing is sealed: instances share quota, pauses and mode in Redis, but each gets"
              + " its own token."));
    }
    copies(hasKeys).ifPresent(notes::add);
    if (!limit.isUnlimited()) {
      notes.add(
          new Note(Level.INFO, "While Redis is away this instance keeps to " + share() + "."));
    }
    return notes;
  }

  private Optional<Note> copies(boolean hasKeys) {
    if (cache.shared() && hasKeys) {
      return Optional.empty();
    }
    if (!cache.local()) {
      return Optional.of(nothingIsKept(
          cache.shared()
              ? "GATEWAY_CACHE_LOCAL is off, and Redis is not used for profiles without GATEWAY_CACHE_KEYS"
              : "GATEWAY_CACHE_LOCAL and GATEWAY_CACHE_REDIS are off"));
    }
    return cache.shared()
        ? Optional.of(
            new Note(
                Level.WARN,
                "Without GATEWAY_CACHE_KEYS Redis is not used for profiles: each instance keeps copies of its own."))
        : Optional.empty();
  }

  private static Note nothingIsKept(String reason) {
    return new Note(
        Level.WARN,
        reason + ": no copies of profiles are kept, and each read is a call to mParticle.");
  }

  private String share() {
    String quota = "the whole quota of " + limit.callsASecond() + " calls a second";
    return instances == 1
        ? quota + "; set GATEWAY_INSTANCES if there are others"
        : limit.share() + " (" + limit.callsASecond() + " a second among GATEWAY_INSTANCES="
            + instances + ")";
  }
}
