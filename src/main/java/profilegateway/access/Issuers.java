package profilegateway.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import profilegateway.config.AccessConfig.KeySet;

/** Whose tokens are taken, and where the keys of each are: one issuer's key is no good for another's token. */
final class Issuers {
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(5);

  private final Map<String, KeySource> sources = new HashMap<>();
  private final List<RemoteKeys> remote = new ArrayList<>();
  private final List<JwksClient> clients = new ArrayList<>();
  private final List<FileKeys> files = new ArrayList<>();

  /** Takes tokens of these issuers. */
  Issuers(Map<String, KeySource> sources) {
    this.sources.putAll(sources);
  }

  /**
   * Reads the files; what is remote is fetched by {@link #refresh} or when it is needed. Blocks.
   *
   * @throws UnusableFile when a file holds no keys, or keys that should not be in it
   */
  static Issuers open(Vertx vertx, List<KeySet> sets, LongSupplier nanoTime, AccessEvents events) {
    Issuers issuers = new Issuers(Map.of());
    for (KeySet set : sets) {
      URI url = set.url();
      KeySource source = url == null
          ? issuers.in(new FileKeys(Objects.requireNonNull(set.file()), events))
          : issuers.at(url, vertx, nanoTime, events);
      set.issuers().forEach(issuer -> issuers.sources.put(issuer, source));
    }
    return issuers;
  }

  private KeySource in(FileKeys keys) {
    files.add(keys);
    return keys;
  }

  private KeySource at(URI url, Vertx vertx, LongSupplier nanoTime, AccessEvents events) {
    JwksClient client = new JwksClient(vertx, url, LONGEST_FETCH);
    RemoteKeys keys = new RemoteKeys(vertx, place(url), client::fetch, nanoTime, events);
    clients.add(client);
    remote.add(keys);
    return keys;
  }

  /** A query may hold what is not for the log. */
  private static String place(URI url) {
    String text = url.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  /** Where an issuer's keys are. */
  KeySource keysOf(String issuer) throws Refusal {
    KeySource source = sources.get(issuer);
    if (source == null) {
      throw new Refusal(Refusal.Reason.ISSUER);
    }
    return source;
  }

  /** Fetches keys that are due; done when they are there, or cannot be had now. */
  Future<Void> refresh() {
    return Future.join(remote.stream().map(RemoteKeys::refresh).toList()).mapEmpty();
  }

  /** Done when the connections to key servers are closed. */
  Future<Void> close() {
    remote.forEach(RemoteKeys::close);
    return Future.join(clients.stream().map(JwksClient::close).toList()).mapEmpty();
  }

  /** Looks whether files have changed. Blocks. */
  void lookAtFiles() {
    files.forEach(FileKeys::look);
  }
}
