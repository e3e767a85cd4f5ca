package profilegateway;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.event.Level;
import profilegateway.config.GatewayConfig;
import profilegateway.config.Mode;
import profilegateway.upstream.quota.Allowance;

/** What an operator should know when a gateway starts: what its instances share, and what becomes of that without Redis. */
final class StartNotes {
  private final Allowance allowance;
  private final int instances;

  private StartNotes(GatewayConfig config) {
    this.allowance = Allowance.of(config.upstream().quota());
    this.instances = config.upstream().quota().instances();
  }

  /** One line for the log; never with a secret or an address. */
  record Note(Level level, String sentence) {}

  /** In the order in which they are said. Whoever only tries the gateway, with a sandbox of its own, is told nothing. */
  static List<Note> of(GatewayConfig config, Mode mode) {
    StartNotes notes = new StartNotes(config);
    if (config.redis() == null) {
      return mode.hasSandbox() ? List.of() : List.of(notes.nothingIsShared());
    }
    return notes.withRedis(!config.redis().keyRing().isEmpty());
  }

  private Note nothingIsShared() {
    String token =
        "Without REDIS_URL nothing is shared with other instances: this one gets its own token";
    return new Note(
        Level.INFO,
        allowance.isUnlimited() ? token + "." : token + ", and keeps to " + share() + ".");
  }

  private List<Note> withRedis(boolean hasKeys) {
    List<Note> notes = new ArrayList<>();
    if (!hasKeys) {
      notes.add(new Note(
          Level.WARN,
          "Without GATEWAY_CACHE_KEYS nothing is sealed: instances share quota, pauses and mode in Redis, but each gets"
              + " its own token."));
    }
    if (!allowance.isUnlimited()) {
      notes.add(
          new Note(Level.INFO, "While Redis is away this instance keeps to " + share() + "."));
    }
    return notes;
  }

  private String share() {
    String quota = "the whole quota of " + allowance.callsASecond() + " calls a second";
    return instances == 1
        ? quota + "; set GATEWAY_INSTANCES if there are others"
        : allowance.share() + " (" + allowance.callsASecond() + " a second among GATEWAY_INSTANCES="
            + instances + ")";
  }
}
